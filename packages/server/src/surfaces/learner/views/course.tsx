import type { JSX } from 'preact'
import type { Course } from '../../../features/licensing/index.ts'
import { pageStyles } from '../../../platform/html/index.ts'
import { SanitisedHtml } from '../../../platform/html/safe-html.tsx'
import { sanitise } from '../../../platform/html/sanitise.ts'
import { formatDate, formatDuration, type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import {
  authorNames,
  Cover,
  isolate,
  lessonPath,
  lessonTime,
  ProgressLine,
  partsStyles,
  progressText,
  provenance,
} from './course-parts.tsx'
import { LessonList } from './lesson-list.tsx'
import type { Speak } from './speak.ts'

interface CoursePageProps {
  site: Site
  locale: Locale
  url: string
  visitor: { name: string }
  course: Course
}

export const courseStyles = pageStyles(new URL('./course.css', import.meta.url))

/** One course: where to go on, its lessons, what it is about; once it has ended, why it no longer plays. */
export function coursePage({ course, ...page }: CoursePageProps): string {
  const t = translator(page.locale, messages)
  return framedPage({
    ...page,
    title: course.title,
    stylesheets: [partsStyles.url, courseStyles.url],
    body: (
      <article class="course">
        <p class="back">
          <a href="/my-courses">{t('course.back')}</a>
        </p>
        <Opening t={t} course={course} />
        <div class="inside">
          <section aria-labelledby="lessons">
            <h2 id="lessons">{t('course.list')}</h2>
            {course.lessons.length > 0 ? <LessonList t={t} course={course} /> : <p class="soft">{t('course.none')}</p>}
          </section>
          {course.htmlDescription ? (
            <section class="about" aria-labelledby="about">
              <h2 id="about">{t('course.about')}</h2>
              <div dir="auto">
                <SanitisedHtml html={sanitise(course.htmlDescription)} class="prose" lang={course.language} />
              </div>
            </section>
          ) : null}
        </div>
      </article>
    ),
  })
}

function Opening({ t, course }: { t: Speak; course: Course }): JSX.Element {
  const { lessons, durationSeconds } = course
  return (
    <header class="opening">
      <div class="cover">
        <Cover file={course.cover} isEager />
      </div>
      <div class="words">
        <div lang={course.language}>
          <h1>
            <bdi>{course.title}</bdi>
          </h1>
          {course.subtitle ? (
            <p class="lead">
              <bdi>{course.subtitle}</bdi>
            </p>
          ) : null}
        </div>
        {course.authors.length > 0 ? <p class="authors">{authorNames(t, course)}</p> : null}
        {lessons.length > 0 ? (
          <p class="extent figures">
            <span>{t('course.lessons', { count: lessons.length })}</span>
            <span>{formatDuration(t.locale, durationSeconds)}</span>
          </p>
        ) : null}
        {course.ended ? <Over t={t} course={course} ended={course.ended} /> : <Onward t={t} course={course} />}
        {provenance(t, course).map((line) => (
          <p class="faint">{line}</p>
        ))}
      </div>
    </header>
  )
}

function Over(props: { t: Speak; course: Course; ended: NonNullable<Course['ended']> }): JSX.Element {
  const { t, course, ended } = props
  return (
    <div class="notice over">
      <p>
        <strong>{t(`ended.${ended.reason}`, { date: formatDate(t.locale, ended.at) })}</strong>
      </p>
      <p>{t(`ended.${ended.reason}.text`)}</p>
      <p>{t('ended.advice', { partner: isolate(course.partnerName) })}</p>
    </div>
  )
}

function Onward({ t, course }: { t: Speak; course: Course }): JSX.Element | null {
  const { next, lessons, lessonsDone } = course
  const [first] = lessons
  if (!first) return null
  const lesson = next ?? first
  const isNew = lessons.every(({ state }) => state === 'new')
  const action = !next
    ? 'course.again'
    : isNew
      ? 'course.begin'
      : next.state === 'begun'
        ? 'course.continue'
        : 'course.goOn'
  return (
    <>
      {isNew ? null : (
        <div class="standing">
          <ProgressLine done={lessonsDone} total={lessons.length} />
          <p class="figures">{progressText(t, course)}</p>
        </div>
      )}
      <div class="action">
        <a class="button" href={lessonPath(course, lesson, 'play')}>
          {t(action)}
        </a>
        <p>
          <bdi lang={course.language}>{lesson.title}</bdi> <span class="figures soft">{lessonTime(t, lesson)}</span>
        </p>
      </div>
    </>
  )
}
