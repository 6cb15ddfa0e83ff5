import type { JSX } from 'preact'
import type { Course, Lesson } from '../../../features/licensing/index.ts'
import { Cover, lessonPath, lessonTime, ProgressLine } from './course-parts.tsx'
import type { Speak } from './speak.ts'

/** The lessons in their order with what was watched; no links where the course is over. */
export function LessonList(props: { t: Speak; course: Course; currentId?: string; play?: 'play' }): JSX.Element {
  const { t, course, currentId, play } = props
  return (
    <ol class="lessons bare">
      {course.lessons.map((lesson, i) => (
        <li class={lesson.state}>
          <span class="place figures" aria-hidden="true">
            {lesson.state === 'done' ? <Check /> : new Intl.NumberFormat(t.locale).format(i + 1)}
          </span>
          <div class="cover">
            <Cover file={lesson.cover} />
            {lesson.state === 'begun' && lesson.positionSeconds > 0 ? (
              <ProgressLine done={lesson.positionSeconds} total={lesson.durationSeconds} />
            ) : null}
          </div>
          <div class="words" lang={course.language}>
            {course.ended ? (
              <bdi class="name">{lesson.title}</bdi>
            ) : (
              <a
                class="name"
                href={lessonPath(course, lesson, play)}
                aria-current={lesson.videoId === currentId ? 'page' : undefined}
              >
                <bdi>{lesson.title}</bdi>
              </a>
            )}
            {lesson.subtitle ? (
              <p class="soft">
                <bdi>{lesson.subtitle}</bdi>
              </p>
            ) : null}
          </div>
          <LessonState t={t} lesson={lesson} />
        </li>
      ))}
    </ol>
  )
}

function LessonState({ t, lesson }: { t: Speak; lesson: Lesson }): JSX.Element {
  return (
    <p class="state figures">
      {lesson.state === 'done' ? <span class="visually-hidden">{t('lesson.watched')}, </span> : null}
      {lessonTime(t, lesson)}
    </p>
  )
}

function Check(): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" class="check" aria-hidden="true">
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </svg>
  )
}
