import { Heartbeat } from '@osteocom/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { assetPath, type FindMedia, mediaFile } from '../../features/media/index.ts'
import {
  guardPulls,
  keyWaiting,
  type Reports,
  reportPlayback,
  requireCredential,
  requireKeyDue,
  requireLiveSession,
  type Watermark,
} from '../../features/playback/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { parseJson } from '../../platform/http/json-body.ts'
import { requirePlainBody } from '../../platform/http/request-headers.ts'
import { sendStored } from '../../platform/http/send-stored.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { MakeSharedLimit } from '../../platform/http/shared-limit.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { validator } from '../../platform/http/validation.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'

export interface MediaPathContext {
  db: Database
  clock: Clock
  storage: Storage
  playbackSessionKey: Buffer
  findMedia: FindMedia
  reports: Reports
  watermark: Watermark
  random: Random
  log: Log
  sharedLimit: MakeSharedLimit
}

interface Session {
  videoId: string
  session: string
}

const base = '/play/:videoId/:session'
const validateHeartbeat = validator(Heartbeat)

// A sandboxed frame has no origin of its own, so to it even its own server is foreign. The path is the credential and
// no cookie counts here, so any origin may read the answers.
const anyOrigin = { 'access-control-allow-origin': '*' }
const keptBySession = { ...anyOrigin, 'cache-control': 'private, max-age=43200, immutable' }
const neverKept = { ...anyOrigin, 'cache-control': 'no-store' }

/** Playlists, keys, segments and heartbeats, all below a path that carries the session. */
export function mediaPath(app: HttpApp, ctx: MediaPathContext): void {
  const pulls = guardPulls(ctx)
  const awaitKey = keyWaiting(ctx)
  const closing = new AbortController()
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addHook('preClose', async () => closing.abort())
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => parseJson(body))
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(anyOrigin)
      requirePlainBody(request)
    })

    scope.post<{ Params: Session }>(`${base}/heartbeat`, { bodyLimit: 1024 }, async (request, reply) => {
      const beat = validateHeartbeat(request.body)
      reply.headers(neverKept)
      return reportPlayback(ctx, request.params, beat)
    })
    refuseOtherMethods(scope, `${base}/heartbeat`, ['POST', 'OPTIONS'])
    scope.options(`${base}/heartbeat`, async (_request, reply) =>
      reply
        .headers({
          ...anyOrigin,
          'access-control-allow-methods': 'POST',
          'access-control-allow-headers': 'content-type',
        })
        .header('access-control-max-age', '86400')
        .code(204)
        .send(),
    )

    scope.get<{ Params: Session & { n: string } }>(`${base}/key/:n`, async (request, reply) => {
      if (!/^\d{1,6}$/.test(request.params.n)) throw new AppError('NotFound')
      const n = Number(request.params.n)
      const state = await requireLiveSession(ctx, request.params)
      const credential = requireCredential(ctx, request.params)
      const media = await ctx.findMedia(request.params.videoId, credential.openedAt)
      if (!media || n * media.keyPeriodSeconds > media.durationSeconds) throw new AppError('NotFound')
      const key = { n, keyPeriodSeconds: media.keyPeriodSeconds }
      if (isBrowsersOwnPlayer(request))
        await awaitKey(request.params, key, AbortSignal.any([closing.signal, gone(reply)]))
      else requireKeyDue(ctx, state, key)
      const { sessionId } = credential
      await pulls.key({ sessionId, customerId: state.customerId, seconds: media.keyPeriodSeconds })
      return reply.headers(neverKept).type('application/octet-stream').send(media.key(n))
    })
    refuseOtherMethods(scope, `${base}/key/:n`, ['GET', 'HEAD'])

    // For a proxy that sends segments itself: one answer holds for all that it will be asked for below this path.
    scope.get<{ Params: Session }>(`${base}/auth`, async (request, reply) => {
      const credential = requireCredential(ctx, request.params)
      const media = await ctx.findMedia(request.params.videoId, credential.openedAt)
      if (!media) throw new AppError('AccessDenied')
      return reply.headers(neverKept).header('media-folder', assetPath(media.assetId, '')).code(204).send()
    })
    refuseOtherMethods(scope, `${base}/auth`, ['GET', 'HEAD'])

    scope.get<{ Params: Session & { '*': string } }>(`${base}/*`, async (request, reply) => {
      const credential = requireCredential(ctx, request.params)
      const name = request.params['*']
      const file = mediaFile(name)
      if (!file) throw new AppError('NotFound')
      if (file.needsLiveSession) await requireLiveSession(ctx, request.params)
      const media = await ctx.findMedia(request.params.videoId, credential.openedAt)
      if (!media) throw new AppError('NotFound')
      pulls.file(credential.sessionId, name)
      const neverChanges = !file.needsLiveSession
      const headers = { ...(neverChanges ? keptBySession : neverKept), 'content-type': file.type }
      await sendStored(ctx.storage, assetPath(media.assetId, name), { request, reply, headers, neverChanges })
    })
    refuseOtherMethods(scope, `${base}/*`, ['GET', 'HEAD'])
  })
}

/** Whether a video element asks by itself, and not a script: Safari's by its name, where it tells nothing else. */
function isBrowsersOwnPlayer({ headers }: FastifyRequest): boolean {
  return (
    /^(?:video|audio)$/.test(String(headers['sec-fetch-dest'])) || /^AppleCoreMedia\//.test(headers['user-agent'] ?? '')
  )
}

/** Aborts when whoever asked has hung up. */
function gone(reply: FastifyReply): AbortSignal {
  const leaving = new AbortController()
  reply.raw.once('close', () => leaving.abort())
  return leaving.signal
}
