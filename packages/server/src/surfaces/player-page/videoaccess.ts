import { errors } from '@osteocom/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { findOrigins, isSendable } from '../../features/partners/index.ts'
import { openPlayback, type Playback, type Watermark } from '../../features/playback/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Shell } from '../../platform/html/index.ts'
import { refusalFor } from '../../platform/http/refusals.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { type Locale, negotiateLocale } from '../../platform/i18n/index.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { type ClosedReason, closedPage, type Preload, playerPage } from './views/index.ts'

export interface PlayerPageContext {
  db: Database
  log: Log
  clock: Clock
  random: Random
  playbackToken: TokenKind
  playbackSessionKey: Buffer
  watermark: Watermark
  shell: Shell
  player: {
    script: string
    stylesheet: string
    makeWay: string
    preloads: readonly Preload[]
    strings: Readonly<Record<Locale, Readonly<Record<string, string>>>>
  }
}

const closedStatus: Record<ClosedReason, number> = {
  expired: 401,
  invalid: 401,
  revoked: 403,
  unavailable: 404,
  busy: 503,
  occupied: 409,
}

interface PageQuery {
  signature?: unknown
  sublang?: unknown
  continue?: unknown
}

const continueHere = 'continue=here'

/** The page that a `tokenAuthVideo` opens. The token is looked at once: what plays afterwards has a session of its own. */
export function videoAccessPage(app: HttpApp, ctx: PlayerPageContext): void {
  app.get<{ Params: { lang: string }; Querystring: PageQuery }>(
    '/:lang/videoaccess',
    { exposeHeadRoute: false, errorHandler: (error, request, reply) => closeOnFailure(ctx, error, request, reply) },
    async (request, reply) => {
      const { signature, sublang } = request.query
      const takesOver = request.query.continue === 'here'
      const locale = localeOf(request)
      const opened =
        typeof signature === 'string'
          ? await openPlayback(ctx, signature, { takesOver })
          : { refused: 'invalid' as const }
      if ('refused' in opened) return sendClosed(ctx, reply, { locale, reason: opened.refused })
      const { playback } = opened
      sendSecurely(reply, ancestorsFor(await findOrigins(ctx.db, playback.partnerId)))
      return renderPlayer(ctx, { playback, locale, sublang: captionTag(sublang) })
    },
  )
  refuseOtherMethods(app, '/:lang/videoaccess', ['GET'])
}

function renderPlayer(
  { shell, player }: PlayerPageContext,
  { playback, locale, sublang }: { playback: Playback; locale: Locale; sublang: string | undefined },
): string {
  const base = `/play/${playback.videoId}/${playback.session}`
  const src = `${base}/master.m3u8`
  return playerPage({
    shell,
    locale,
    title: playback.videoTitle,
    lesson: {
      src,
      heartbeat: `${base}/heartbeat`,
      poster: `${base}/poster.jpg`,
      storyboard: `${base}/storyboard.vtt`,
      startSeconds: playback.positionSeconds,
      durationSeconds: playback.durationSeconds,
      ...(sublang === undefined ? {} : { sublang }),
      ...(playback.watermark === undefined ? {} : { watermark: playback.watermark }),
    },
    player: {
      ...player,
      preloads: [...player.preloads, ...[src, `${base}/key/${playback.firstKey}`].map(fetched)],
    },
    strings: player.strings[locale],
  })
}

// What playing begins with, in one round instead of one after the other.
const fetched = (href: string): Preload => ({ rel: 'preload', href, as: 'fetch', crossOrigin: 'anonymous' })

function sendClosed(
  ctx: PlayerPageContext,
  reply: FastifyReply,
  { locale, reason }: { locale: Locale; reason: ClosedReason },
): string {
  // Nothing of worth is on this page, and whose page would frame it is not known: it may stand anywhere.
  sendSecurely(reply, '')
  reply.code(closedStatus[reason])
  if (reason === 'busy') reply.header('retry-after', '1')
  const { url } = reply.request
  const retryUrl = reason === 'occupied' ? `${url}&${continueHere}` : url
  const scripts = reason === 'occupied' ? [ctx.player.makeWay] : []
  return closedPage({ shell: ctx.shell, locale, reason, retryUrl, scripts, reference: reply.request.id })
}

function closeOnFailure(ctx: PlayerPageContext, error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalFor(error)
  const { status } = errors[refusal.code]
  if (status >= 500) ctx.log.error({ requestId: request.id, err: error }, refusal.code)
  const reason = status >= 500 ? 'busy' : 'invalid'
  reply.send(sendClosed(ctx, reply, { locale: localeOf(request), reason }))
}

function localeOf(request: FastifyRequest): Locale {
  const { lang } = request.params as { lang: string }
  return negotiateLocale(lang, request.headers['accept-language'])
}

function captionTag(sublang: unknown): string | undefined {
  return typeof sublang === 'string' && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/.test(sublang) ? sublang : undefined
}

function ancestorsFor(origins: string[]): string {
  if (origins.length === 0) return ''
  const sendable = origins.filter(isSendable)
  return `; frame-ancestors ${sendable.length > 0 ? sendable.join(' ') : "'none'"}`
}

function sendSecurely(reply: FastifyReply, ancestors: string): void {
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
    .header(
      'content-security-policy',
      // The player's own elements style themselves in their shadow trees, hence unsafe-inline for styles, here only.
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "media-src 'self' blob: data:; connect-src 'self'; worker-src 'self' blob:; font-src 'self'; " +
        `base-uri 'none'; form-action 'none'${ancestors}`,
    )
}
