import { openLearnerPlayback, type Watermark } from '../../features/playback/index.ts'
import { AppError } from '../../platform/errors.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import { pageHeaders } from '../../platform/http/page-scope.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import type { Random } from '../../platform/random.ts'
import { type CoursesContext, requireCourse } from './courses.ts'
import { requireVisitor } from './require-visitor.ts'
import { type LessonPageProps, lessonPage, occupiedPage } from './views/index.ts'

export interface LessonContext extends CoursesContext {
  random: Random
  playbackSessionKey: Buffer
  watermark: Watermark
  player: LessonPageProps['player'] & {
    makeWay: string
    strings: Readonly<Record<Locale, Readonly<Record<string, string>>>>
  }
}

// What playing begins with, in one round instead of one after the other.
const fetched = (href: string) => ({ rel: 'preload', href, as: 'fetch', crossOrigin: 'anonymous' }) as const

type Address = { Params: { channelId: string; videoId: string }; Querystring: { play?: unknown; continue?: unknown } }

const path = '/my-courses/:channelId/:videoId'

// The player's own elements style themselves in their shadow trees, hence unsafe-inline for styles, here only.
const lessonPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "media-src 'self' blob: data:; connect-src 'self'; worker-src 'self' blob:; font-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** One lesson, played under the log-in. Nothing but a GET opens a session, as each one ends the one before. */
export function lessonPages(scope: HttpApp, ctx: LessonContext): void {
  scope.get<Address>(path, { exposeHeadRoute: false }, async (request, reply) => {
    const visitor = await requireVisitor(ctx, request)
    const locale = pageLocale(request, reply)
    const { channelId, videoId } = request.params
    const course = await requireCourse(ctx, visitor.accountId, channelId)
    const lesson = course.lessons.find((each) => each.videoId === videoId)
    if (!lesson) throw new AppError('NotFound')
    const { accountId, sessionId } = visitor
    const url = `/my-courses/${channelId}/${videoId}`
    const takesOver = request.query.continue === 'here'
    const opened = await openLearnerPlayback(ctx, { accountId, sessionId, channelId, videoId, takesOver })
    if ('refused' in opened && opened.refused === 'occupied') {
      reply.code(409)
      return occupiedPage({ site: ctx.site, locale, url, visitor, course, lesson, scripts: [ctx.player.makeWay] })
    }
    // The course's own page says why, and keeps the list of what was watched.
    if ('refused' in opened) return reply.redirect(`/my-courses/${channelId}`, 303)
    const { playback } = opened
    reply.headers({ ...pageHeaders({}), 'content-security-policy': lessonPolicy })
    const media = `/play/${playback.videoId}/${playback.session}`
    const [src, key] = [`${media}/master.m3u8`, `${media}/key/${playback.firstKey}`]
    return lessonPage({
      site: ctx.site,
      locale,
      url,
      visitor,
      course,
      lesson,
      media,
      positionSeconds: playback.positionSeconds,
      watermark: playback.watermark,
      playsAtOnce: request.query.play !== undefined,
      player: { ...ctx.player, preloads: [...ctx.player.preloads, ...[src, key].map(fetched)] },
      strings: ctx.player.strings[locale],
    })
  })
  refuseOtherMethods(scope, path, ['GET'])
}
