import type { HeartbeatReply } from '@osteocom/contract'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { findSession, type SessionState, updatePosition, updateSessionEnded } from './playback-store.ts'
import { decodeCredential, encodeCredential, type SessionCredential } from './session-credential.ts'

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

type Deps = { db: Database; clock: Clock; playbackSessionKey: Buffer }
interface PathClaim {
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

/** When the watching began that a media path was made for. */
export function openedAt({ expiresAt }: SessionCredential): Date {
  return new Date(expiresAt.getTime() - credentialLifeMs)
}

/** The state of a session that plays now: its right to watch is looked up each time. `SessionEnded` otherwise. */
export async function requireLiveSession(deps: Deps, claim: PathClaim): Promise<SessionState> {
  const { sessionId } = requireCredential(deps, claim)
  const state = await findSession(deps.db, sessionId, deps.clock.now())
  if (!state?.isActive || state.endReason !== null) throw new AppError('SessionEnded')
  return state
}

/** Whether key n may be given out yet: `TooEarly` when the play head is further than 90 s from where it begins. */
export function requireKeyDue(
  { clock }: { clock: Clock },
  state: SessionState,
  { n, keyPeriodSeconds }: { n: number; keyPeriodSeconds: number },
): void {
  const sinceReport = Math.max(0, (clock.now().getTime() - state.reportedAt.getTime()) / 1000)
  const head = state.positionSeconds + Math.min(sinceReport, maxSilenceSeconds) * maxSpeed
  if (n * keyPeriodSeconds > head + keyLeadSeconds) throw new AppError('TooEarly', { retryAfterSeconds: 1 })
}

/** Takes a player's report: keeps the position, renews the media path when it ages, and says when playback must stop. */
export async function reportPlayback(deps: Deps, claim: PathClaim, positionSeconds: number): Promise<HeartbeatReply> {
  const credential = decodeCredential(deps.playbackSessionKey, claim.session, claim.videoId)
  if (!credential) throw new AppError('AccessDenied')
  const now = deps.clock.now()
  const { sessionId, expiresAt } = credential
  if (now.getTime() - expiresAt.getTime() > sleepMs) return { state: 'ended', reason: 'expired' }
  const state = await findSession(deps.db, sessionId, now)
  if (!state) return { state: 'ended', reason: 'expired' }
  if (state.endReason !== null) return { state: 'ended', reason: state.endReason }
  if (!state.isActive) {
    await updateSessionEnded(deps.db, { sessionId, reason: 'revoked', now })
    return { state: 'ended', reason: 'revoked' }
  }
  await updatePosition(deps.db, { sessionId, positionSeconds, now })
  if (expiresAt.getTime() - now.getTime() > renewBeforeMs) return { state: 'live' }
  const renewed = { ...credential, expiresAt: new Date(now.getTime() + credentialLifeMs) }
  return { state: 'live', session: encodeCredential(deps.playbackSessionKey, renewed) }
}
