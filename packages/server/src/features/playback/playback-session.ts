import type { Heartbeat, HeartbeatReply } from '@osteocom/contract'
import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { FindMedia } from '../media/index.ts'
import type { Reports } from './fold-reports.ts'
import { findSession, lockCustomer, readmitSession, type SessionState, updateSessionEnded } from './playback-store.ts'
import { decodeCredential, encodeCredential, type SessionCredential } from './session-credential.ts'
import { plausible, type Stretch } from './stretches.ts'
import { shownCode, type Watermark } from './watermark.ts'

const hourMs = 3600_000

/** How long a media path works before its session is asked for a new one. */
export const credentialLifeMs = 12 * hourMs
/** How long a player that was put to sleep may come back. */
const sleepMs = 30 * 24 * hourMs
const renewBeforeMs = 6 * hourMs

/** How far ahead of the play head keys are given out, in seconds of video. */
const keyLeadSeconds = 90
/** The fastest speed the player offers: the head may have moved this much since it was last reported. */
const maxSpeed = 2
/** Half as long again as players leave between reports. */
const maxSilenceSeconds = 45
/** What clocks and lines may add to what was watched since a page was opened. */
const leewaySeconds = 10
/** The first keys are not withheld from a player that is slow to load. */
const openingMs = 30_000
/** Further from the head than this is a seek, whose keys are wanted at once. */
const driftSeconds = 3

export type SessionDeps = { db: Database; clock: Clock; playbackSessionKey: Buffer; reports: Reports }
type Deps = SessionDeps
export interface PathClaim {
  videoId: string
  session: string
}

/** The credential in a media path, or `AccessDenied`. Asks nothing but the signature and the clock. */
export function requireCredential(
  deps: { clock: Clock; playbackSessionKey: Buffer },
  claim: PathClaim,
): SessionCredential {
  const credential = decodeCredential(deps.playbackSessionKey, claim.session, claim.videoId)
  if (!credential || credential.expiresAt <= deps.clock.now()) throw new AppError('AccessDenied')
  return credential
}

/** The state of a session that plays now: its right to watch is looked up each time. `SessionEnded` otherwise. */
export async function requireLiveSession(deps: Deps, claim: PathClaim): Promise<SessionState> {
  const { sessionId } = requireCredential(deps, claim)
  const state = await findState(deps, sessionId)
  if (!state?.isActive || !state.isSignedIn || state.endReason !== null) throw new AppError('SessionEnded')
  return state
}

/** The session as it is written down, and as its player reported since. */
async function findState(deps: Deps, sessionId: Buffer): Promise<SessionState | undefined> {
  const state = await findSession(deps.db, sessionId, deps.clock.now())
  const newer = deps.reports.waiting(sessionId)
  if (!state || !newer) return state
  const { positionSeconds, at: reportedAt, isLeaving } = newer
  return { ...state, positionSeconds, reportedAt, isWatching: !isLeaving }
}

/** `TooEarly` where key n may not be given out yet. */
export function requireKeyDue(
  deps: { clock: Clock },
  state: SessionState,
  key: { n: number; keyPeriodSeconds: number },
): void {
  if (!isKeyDue(deps, state, key)) throw new AppError('TooEarly', { retryAfterSeconds: 1 })
}

/**
 * Whether key n may be given out yet: not while the play head is further than 90 s from where it begins, nor while the
 * session does not count as watching, until its player reports again.
 */
export function isKeyDue(
  { clock }: { clock: Clock },
  state: SessionState,
  { n, keyPeriodSeconds }: { n: number; keyPeriodSeconds: number },
): boolean {
  const now = clock.now()
  const isOpening = now.getTime() - state.createdAt.getTime() < openingMs
  return (state.isWatching || isOpening) && n * keyPeriodSeconds <= headAt(state, now) + keyLeadSeconds
}

/** The furthest place the play head can have come to since it was reported. */
function headAt({ positionSeconds, reportedAt }: SessionState, now: Date): number {
  const sinceReport = Math.max(0, (now.getTime() - reportedAt.getTime()) / 1000)
  return positionSeconds + Math.min(sinceReport, maxSilenceSeconds) * maxSpeed
}

/** Takes a player's report: keeps the position, renews the media path when it ages, and says when playback must stop. */
export async function reportPlayback(
  deps: Deps & { watermark: Watermark; findMedia: FindMedia },
  claim: PathClaim,
  beat: Heartbeat,
): Promise<HeartbeatReply> {
  const credential = decodeCredential(deps.playbackSessionKey, claim.session, claim.videoId)
  if (!credential) throw new AppError('AccessDenied')
  const now = deps.clock.now()
  const { sessionId, expiresAt } = credential
  if (now.getTime() - expiresAt.getTime() > sleepMs) return { state: 'ended', reason: 'expired' }
  const state = await findState(deps, sessionId)
  if (!state) return { state: 'ended', reason: 'expired' }
  if (state.endReason !== null) return { state: 'ended', reason: state.endReason }
  if (!state.isActive) {
    await updateSessionEnded(deps.db, { sessionId, reason: 'revoked', now })
    return { state: 'ended', reason: 'revoked' }
  }
  if (!state.isSignedIn) return { state: 'ended', reason: 'signedOut' }
  const { leaving = false } = beat
  if (!state.isWatching && !leaving && !(await readmit(deps, { sessionId, customerId: state.customerId, now })))
    return { state: 'ended', reason: 'takenOver' }
  const { position, speed, rebuffers, rebufferSeconds, startupMs } = beat
  const isSeek = position < state.positionSeconds - driftSeconds || position > headAt(state, now) + driftSeconds
  const reported = beat.watched ?? watchedSince(state, position, now)
  const watched = plausible(reported, watchableSeconds(state.createdAt, now))
  await deps.reports.take(
    {
      sessionId,
      at: now,
      positionSeconds: position,
      isLeaving: leaving,
      isTouched: watched.length > 0 || position !== state.positionSeconds,
      watched,
      playedSeconds: beat.played,
      speed,
      rebuffers,
      rebufferSeconds,
      startupMs,
    },
    isSeek || leaving || beat.state !== 'playing',
  )
  const code = shownCode(deps.watermark, sessionId, now)
  const reply = { state: 'live', ...(code === undefined ? {} : { watermark: code }) } as const
  if (expiresAt.getTime() - now.getTime() > renewBeforeMs) return reply
  // What it plays was replaced and is kept for as long as a path works, so this path is the last one.
  if (await isReplaced(deps, credential)) return expiresAt > now ? reply : { state: 'ended', reason: 'expired' }
  const renewed = { ...credential, expiresAt: new Date(now.getTime() + credentialLifeMs) }
  return { ...reply, session: encodeCredential(deps.playbackSessionKey, renewed) }
}

/** Whether a session whose page was left or silent, and which did not count meanwhile, may go on. */
async function readmit(deps: Deps, session: { sessionId: Buffer; customerId: string; now: Date }): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    await lockCustomer(tx, session.customerId)
    return readmitSession(tx, session)
  })
}

async function isReplaced({ findMedia }: { findMedia: FindMedia }, { videoId, openedAt }: SessionCredential) {
  const [own, current] = await Promise.all([findMedia(videoId, openedAt), findMedia(videoId)])
  return own?.assetId !== current?.assetId
}

function watchableSeconds(since: Date, now: Date): number {
  return Math.max(0, (now.getTime() - since.getTime()) / 1000) * maxSpeed + leewaySeconds
}

/** What a player watched that tells its place only: the way from the last one, where playing can explain it. */
function watchedSince(state: SessionState, position: number, now: Date): Stretch[] {
  const isPlayed = position > state.positionSeconds && position <= headAt(state, now) + driftSeconds
  return isPlayed ? [[state.positionSeconds, position]] : []
}
