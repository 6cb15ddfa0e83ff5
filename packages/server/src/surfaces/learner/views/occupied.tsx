import type { Course, Lesson } from '../../../features/licensing/index.ts'
import { pageStyles, safeUrl } from '../../../platform/html/index.ts'
import { type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { coursePath, lessonPath, partsStyles } from './course-parts.tsx'

interface OccupiedPageProps {
  site: Site
  locale: Locale
  url: string
  visitor: { name: string }
  course: Course
  lesson: Lesson
  scripts?: readonly string[]
}

export const occupiedStyles = pageStyles(new URL('./occupied.css', import.meta.url))

/** In place of a lesson while as many play as may: whether to go on here, which ends the one opened first. */
export function occupiedPage({ course, lesson, ...page }: OccupiedPageProps): string {
  const t = translator(page.locale, messages)
  return framedPage({
    ...page,
    title: t('occupied.title'),
    stylesheets: [partsStyles.url, occupiedStyles.url],
    body: (
      <article class="occupied">
        <h1>{t('occupied.title')}</h1>
        <p class="soft" lang={course.language}>
          <bdi>{lesson.title}</bdi>
        </p>
        <p>{t('occupied.text')}</p>
        <p>{t('occupied.advice')}</p>
        <p class="actions">
          <a class="button" href={safeUrl(`${lessonPath(course, lesson, 'play')}&continue=here`)}>
            {t('occupied.continue')}
          </a>{' '}
          <a class="button quiet" href={coursePath(course)}>
            {t('lesson.course')}
          </a>
        </p>
      </article>
    ),
  })
}
