import type { Database } from '../../platform/database/open.ts'
import { type CourseRow, findCourseRows, type LessonRow } from './courses-store.ts'

export interface Lesson {
  videoId: string
  title: string
  subtitle: string
  cover: string
  durationSeconds: number
  /** Where the learner left, in seconds. */
  positionSeconds: number
  state: 'new' | 'begun' | 'done'
}

/** A channel as its learner sees it. */
export interface Course extends Omit<CourseRow, 'lessons' | 'endedAt' | 'endReason'> {
  lessons: Lesson[]
  lessonsDone: number
  durationSeconds: number
  /** Where to go on: undefined once every lesson is done, or where there is none yet. */
  next: Lesson | undefined
  lastActivityAt: Date
  /** Set once no right to watch is left. */
  ended: { reason: NonNullable<CourseRow['endReason']>; at: Date } | undefined
}

/** The part of a lesson that counts as the whole: credits and a closing word may be skipped. */
const doneShare = 0.9

/** Every course of an account, whichever partner it came through: newest activity first, what has ended last. */
export async function findCourses(
  db: Database,
  { accountId, now }: { accountId: string; now: Date },
): Promise<Course[]> {
  const rows = await findCourseRows(db, { accountId, channelId: undefined, now })
  return rows.map(toCourse).sort((a, b) => rank(a) - rank(b) || latest(b) - latest(a))
}

/** One course of an account, or nothing: a channel it never had is as good as none. */
export async function findCourse(
  db: Database,
  { accountId, channelId, now }: { accountId: string; channelId: string; now: Date },
): Promise<Course | undefined> {
  const [row] = await findCourseRows(db, { accountId, channelId, now })
  return row && toCourse(row)
}

const rank = ({ ended }: Course) => (ended ? 1 : 0)
const latest = ({ ended, lastActivityAt }: Course) => (ended?.at ?? lastActivityAt).getTime()

function toCourse({ lessons: rows, endedAt, endReason, ...row }: CourseRow): Course {
  const lessons = rows.map(toLesson)
  const watched = rows.map(({ watchedAt }) => (watchedAt === null ? 0 : Date.parse(watchedAt)))
  return {
    ...row,
    lessons,
    lessonsDone: lessons.filter(({ state }) => state === 'done').length,
    durationSeconds: lessons.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
    next: whereToGoOn(lessons, watched),
    lastActivityAt: new Date(Math.max(row.since.getTime(), ...watched)),
    ended: endedAt && endReason ? { reason: endReason, at: endedAt } : undefined,
  }
}

function toLesson({ watchedSeconds, watchedAt, ...row }: LessonRow): Lesson {
  const isDone = watchedSeconds >= row.durationSeconds * doneShare
  return { ...row, state: isDone ? 'done' : watchedAt === null ? 'new' : 'begun' }
}

/** The lesson watched last while it is not done, else the first open one after it, else the first open one. */
function whereToGoOn(lessons: Lesson[], watched: number[]): Lesson | undefined {
  const last = watched.indexOf(Math.max(0, ...watched))
  const isOpen = ({ state }: Lesson) => state !== 'done'
  return lessons.slice(Math.max(0, last)).find(isOpen) ?? lessons.find(isOpen)
}
