import type { JSX } from 'preact'
import type { Course, Lesson } from '../../../features/licensing/index.ts'
import { pageStyles } from '../../../platform/html/index.ts'
import { formatDate, type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import {
  authorNames,
  Cover,
  coursePath,
  isolate,
  lessonPath,
  lessonTime,
  ProgressLine,
  partsStyles,
  progressText,
  provenance,
} from './course-parts.tsx'
import type { Speak } from './speak.ts'

interface MyCoursesProps {
  site: Site
  locale: Locale
  url: string
  visitor: { name: string; email: string }
  /** Newest activity first, what has ended last. */
  courses: readonly Course[]
  /** How many courses bought elsewhere wait to be added. */
  claimable: number
}

export const coursesStyles = pageStyles(new URL('./courses.css', import.meta.url))

/** Everything a learner may watch: first of all where to go on. */
export function myCoursesPage({ courses, claimable, ...page }: MyCoursesProps): string {
  const t = translator(page.locale, messages)
  const open = courses.filter(({ ended }) => !ended)
  const ended = courses.filter((course) => course.ended)
  const first = open.find((course) => course.next)
  const others = open.filter((course) => course !== first)
  return framedPage({
    ...page,
    title: t('courses.title'),
    stylesheets: [partsStyles.url, coursesStyles.url],
    body: (
      <div class="library">
        <h1>{t('courses.title')}</h1>
        {claimable > 0 ? <Claim t={t} count={claimable} email={page.visitor.email} /> : null}
        {courses.length === 0 ? <Empty t={t} email={page.visitor.email} /> : null}
        {first?.next ? <GoOn t={t} course={first} lesson={first.next} /> : null}
        {others.length > 0 ? <Shelf t={t} courses={others} title={t(first ? 'courses.more' : 'courses.all')} /> : null}
        {ended.length > 0 ? <Ended t={t} courses={ended} /> : null}
      </div>
    ),
  })
}

function Empty({ t, email }: { t: Speak; email: string }): JSX.Element {
  return (
    <section class="empty">
      <svg viewBox="0 0 96 54" aria-hidden="true">
        <path d="M1 1h94v52H1z" />
        <path class="accent" d="M42 19v16l14-8z" />
      </svg>
      <h2>{t('courses.empty.title')}</h2>
      <p>{t('courses.empty.text', { email: isolate(email) })}</p>
    </section>
  )
}

function Claim({ t, count, email }: { t: Speak; count: number; email: string }): JSX.Element {
  return (
    <p class="notice claim">
      {t('courses.claim.text', { count, email: isolate(email) })}{' '}
      <a href="/account/claim">{t('courses.claim.action')}</a>
    </p>
  )
}

function GoOn({ t, course, lesson }: { t: Speak; course: Course; lesson: Lesson }): JSX.Element {
  const isNew = course.lessons.every(({ state }) => state === 'new')
  const action = isNew ? 'course.begin' : lesson.state === 'begun' ? 'course.continue' : 'course.goOn'
  return (
    <section class="go-on" aria-labelledby="go-on">
      <div class="cover">
        <Cover file={lesson.cover || course.cover} isEager />
        {lesson.positionSeconds > 0 ? (
          <ProgressLine done={lesson.positionSeconds} total={lesson.durationSeconds} />
        ) : null}
      </div>
      <div class="words">
        <p class="eyebrow">{t(isNew ? 'courses.begin' : 'courses.goOn')}</p>
        <h2 id="go-on" lang={course.language}>
          <bdi>{lesson.title}</bdi>
        </h2>
        <p class="of">
          <a href={coursePath(course)} lang={course.language}>
            <bdi>{course.title}</bdi>
          </a>
        </p>
        {course.authors.length > 0 ? <p class="soft">{authorNames(t, course)}</p> : null}
        <p class="action">
          <a class="button" href={lessonPath(course, lesson, 'play')}>
            {t(action)}
          </a>
          <span class="figures">{lessonTime(t, lesson)}</span>
        </p>
        <Standing t={t} course={course} />
      </div>
    </section>
  )
}

function Standing({ t, course }: { t: Speak; course: Course }): JSX.Element {
  return (
    <div class="standing">
      {course.lessons.length > 0 ? (
        <>
          <ProgressLine done={course.lessonsDone} total={course.lessons.length} />
          <p class="figures">{progressText(t, course)}</p>
        </>
      ) : null}
      {provenance(t, course).map((line) => (
        <p class="faint">{line}</p>
      ))}
    </div>
  )
}

function Shelf({ t, courses, title }: { t: Speak; courses: readonly Course[]; title: string }): JSX.Element {
  return (
    <section class="shelf" aria-labelledby="shelf">
      <h2 id="shelf">{title}</h2>
      <ul class="bare">
        {courses.map((course) => (
          <li>
            <div class="cover">
              <Cover file={course.cover} />
            </div>
            <h3 lang={course.language}>
              <a href={coursePath(course)}>
                <bdi>{course.title}</bdi>
              </a>
            </h3>
            {course.authors.length > 0 ? <p class="soft">{authorNames(t, course)}</p> : null}
            {course.next && course.lessonsDone > 0 ? (
              <p class="soft">{t('course.next', { title: isolate(course.next.title) })}</p>
            ) : null}
            <Standing t={t} course={course} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ended({ t, courses }: { t: Speak; courses: readonly Course[] }): JSX.Element {
  return (
    <section class="ended" aria-labelledby="ended">
      <h2 id="ended">{t('courses.ended')}</h2>
      <ul class="bare">
        {courses.map((course) => (
          <li>
            <div class="cover">
              <Cover file={course.cover} />
            </div>
            <div>
              <h3 lang={course.language}>
                <a href={coursePath(course)}>
                  <bdi>{course.title}</bdi>
                </a>
              </h3>
              {course.ended ? (
                <p class="soft">{t(`ended.${course.ended.reason}`, { date: formatDate(t.locale, course.ended.at) })}</p>
              ) : null}
              {provenance(t, course).map((line) => (
                <p class="faint">{line}</p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
