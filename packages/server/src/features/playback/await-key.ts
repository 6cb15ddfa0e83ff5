import { setTimeout as wait } from 'node:timers/promises'
import {
  isKeyDue,
  type PathClaim,
  requireCredential,
  requireKeyDue,
  requireLiveSession,
  type SessionDeps,
} from './playback-session.ts'
import type { SessionState } from './playback-store.ts'

/** Less than the minute after which proxies, and the players themselves, take an answer for lost. */
const patienceMs = 50_000
const lookAgainMs = 500
/** Pictures and sound of one session, and a hand on the time line; more is no player. */
const mostAtOnce = 6

type WantedKey = { n: number; keyPeriodSeconds: number }

/**
 * Keeps whoever asks too early waiting until the key is due, the session has ended or patience has: the browser's own
 * player does not come again when it is told to. The key is given out no sooner than to anyone else.
 */
export function keyWaiting(deps: SessionDeps) {
  const waiting = new Map<string, number>()
  return async (claim: PathClaim, key: WantedKey, signal: AbortSignal): Promise<SessionState> => {
    const session = requireCredential(deps, claim).sessionId.toString('hex')
    const others = waiting.get(session) ?? 0
    const until = deps.clock.monotonicMs() + (others < mostAtOnce ? patienceMs : 0)
    waiting.set(session, others + 1)
    try {
      let state = await requireLiveSession(deps, claim)
      while (!isKeyDue(deps, state, key) && deps.clock.monotonicMs() < until && !signal.aborted) {
        await wait(lookAgainMs, undefined, { signal }).catch(() => undefined)
        state = await requireLiveSession(deps, claim)
      }
      requireKeyDue(deps, state, key)
      return state
    } finally {
      const left = (waiting.get(session) ?? 1) - 1
      if (left > 0) waiting.set(session, left)
      else waiting.delete(session)
    }
  }
}
