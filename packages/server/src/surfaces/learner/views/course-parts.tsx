import type { JSX } from 'preact'
import type { Course, Lesson } from '../../../features/licensing/index.ts'
import { pageStyles, safeUrl } from '../../../platform/html/index.ts'
import { formatDate, formatDuration } from '../../../platform/i18n/index.ts'
import type { Speak } from './speak.ts'

export const partsStyles = pageStyles(new URL('./parts.css', import.meta.url))

export function coursePath({ channelId }: { channelId: string }): string {
  return `/my-courses/${channelId}`
}

/** `play`: begin without a further press, as whoever follows the link has asked for it. */
export function lessonPath(course: { channelId: string }, { videoId }: { videoId: string }, play?: 'play'): string {
  return `${coursePath(course)}/${videoId}${play ? '?play' : ''}`
}

/** A picture of 16:9 with a quiet ground for when it does not come. */
export function Cover({ file, isEager = false }: { file: string; isEager?: boolean }): JSX.Element | null {
  if (!file) return null
  return (
    <img
      src={safeUrl(`/files/${file}`)}
      alt=""
      width={1280}
      height={720}
      loading={isEager ? 'eager' : 'lazy'}
      decoding="async"
    />
  )
}

/** How many lessons are watched, as a line; the words beside it say the same. */
export function ProgressLine({ done, total }: { done: number; total: number }): JSX.Element | null {
  if (total <= 0) return null
  return <progress class="line" value={Math.min(done, total)} max={total} aria-hidden="true" />
}

/** How far the learner has come, or how much there is where nothing was watched yet. */
export function progressText(t: Speak, { lessons, lessonsDone, durationSeconds }: Course): string {
  if (lessons.length > 0 && lessonsDone === lessons.length) return t('course.complete')
  if (lessons.every(({ state }) => state === 'new')) {
    return `${t('course.lessons', { count: lessons.length })} · ${formatDuration(t.locale, durationSeconds)}`
  }
  return t('course.progress', { done: lessonsDone, total: lessons.length })
}

/** Where the course came from, and until when it is open where that is not for good. */
export function provenance(t: Speak, { source, partnerName, expiresAt, ended }: Course): string[] {
  const from = t(source === 'purchase' ? 'course.through' : 'course.given', { partner: isolate(partnerName) })
  return expiresAt && !ended ? [from, t('course.until', { date: formatDate(t.locale, expiresAt) })] : [from]
}

export function authorNames(t: Speak, { authors }: Course): string {
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(authors.map(({ name }) => isolate(name)))
}

function timeLeft({ durationSeconds, positionSeconds }: Lesson): number {
  return Math.max(1, durationSeconds - positionSeconds)
}

/** What is left of a lesson that was begun, else how long it is. */
export function lessonTime(t: Speak, lesson: Lesson): string {
  return lesson.state === 'begun' && lesson.positionSeconds > 0
    ? t('lesson.left', { time: formatDuration(t.locale, timeLeft(lesson)) })
    : formatDuration(t.locale, lesson.durationSeconds)
}

/** Text of another language within a sentence, keeping its own direction. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}
