import { PlatformError } from '../platform-client.ts'
import type { Outcome } from '../reply.ts'
import { viewingChoices } from '../viewing-choices.ts'
import { lessonPage } from '../views/lesson.ts'
import { accessEndedPage, noCoursePage } from '../views/notices.ts'
import type { Visit } from '../visit.ts'
import { currentCustomer, rememberEnded, rememberOwned } from '../visitor.ts'
import { findCourse } from './find-course.ts'

/** Plays a lesson; whether the customer may, the platform says anew each time. */
export async function showLesson(visit: Visit, params: Record<string, string>): Promise<Outcome> {
  const { channelId = '', videoId = '' } = params
  const course = await findCourse(visit, channelId)
  const lesson = course?.video.find((video) => video.videoId === videoId)
  if (!course || !lesson) return { status: 404, page: noCoursePage(visit) }

  const { id: userId, userAccessKey, owned, ended } = currentCustomer(visit.visitor)
  if (userAccessKey === undefined || ![...owned, ...ended].includes(channelId)) {
    return { redirect: `${visit.basePath}/courses/${channelId}` }
  }
  try {
    const token = await visit.platform.videoAccess({ userId, userAccessKey, channelId, videoId })
    // One that had ended may have been given back.
    if (!owned.includes(channelId)) visit.visitor = rememberOwned(visit.visitor, channelId)
    return { status: 200, page: lessonPage(visit, { course, lesson, token, choices: viewingChoices(visit, lesson) }) }
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'AccessDenied') throw error
    if (!ended.includes(channelId)) visit.visitor = rememberEnded(visit.visitor, channelId)
    return { status: 403, page: accessEndedPage(visit, course) }
  }
}
