import type { Outcome } from '../reply.ts'
import { coursePage } from '../views/course.ts'
import { noCoursePage } from '../views/notices.ts'
import type { Visit } from '../visit.ts'
import { findCourse } from './find-course.ts'

export async function showCourse(visit: Visit, { channelId }: Record<string, string>): Promise<Outcome> {
  const course = await findCourse(visit, channelId)
  if (!course) return { status: 404, page: noCoursePage(visit) }
  return { status: 200, page: coursePage(visit, course) }
}
