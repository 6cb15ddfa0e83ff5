import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { findSession } from './playback-store.ts'
import { pullWatch } from './pull-watch.ts'

/** Stands between sessions and a course that is carried away: refuses with `RateLimited` what is fetched too fast. */
export interface PullGuard {
  /** Before a file of a session is sent; playlists and pictures cost nothing. */
  file(sessionId: Buffer, name: string): void
  /** Before a key is given out: also when a proxy sends the segments, nothing plays without. */
  key(of: { sessionId: Buffer; customerId: string; seconds: number }): Promise<void>
}

// As long as packaging makes them.
const segmentSeconds = 6
// The fastest speed on offer and half as much again; ahead of that, a start and a hand on the time line for a while.
const files = { pace: 3, allowanceSeconds: 600 }
// Whoever leaps about needs a whole key for each place.
const keys = { pace: 3, allowanceSeconds: 1200 }
// Two lessons at once at the fastest speed, and one may look into many before watching one: whatever session they come in.
const customer = { pace: 4, allowanceSeconds: 1800 }
// A long day at double speed. Who comes half as far ahead of any evening's watching is put on record.
const day = { pace: 1.25, allowanceSeconds: 8 * 3600, noticeBelowSeconds: 4 * 3600 }
// As long as packaging makes a key last: what nodes count together, they count in keys.
const keySeconds = 30
const together = { burst: customer.allowanceSeconds / keySeconds, perSecond: customer.pace / keySeconds }

type MakeLimit = (
  name: string,
  budget: { burst: number; perSecond: number },
) => { take(customerId: string): Promise<void> }

export function guardPulls(deps: {
  db: Database
  clock: Clock
  random: Random
  log: Log
  sharedLimit: MakeLimit
}): PullGuard {
  const ofSession = (name: string) => void notice(deps, { session: name.slice(name.indexOf(':') + 1) })
  const ofCustomer = (customerId: string) => void notice(deps, { customerId })
  const fileWatch = pullWatch(deps, files, ofSession)
  const keyWatch = pullWatch(deps, keys, ofSession)
  const customerWatch = pullWatch(deps, customer, ofCustomer)
  const dayWatch = pullWatch(deps, day, ofCustomer)
  const allNodes = deps.sharedLimit('keys', together)
  return {
    file: (sessionId, name) => {
      const [, kind] = /^([va])[^/]*\/s\d+\.m4s$/.exec(name) ?? []
      if (kind) fileWatch.take(`${kind}:${sessionId.toString('hex')}`, segmentSeconds)
    },
    key: async ({ sessionId, customerId, seconds }) => {
      keyWatch.take(`k:${sessionId.toString('hex')}`, seconds)
      customerWatch.take(customerId, seconds)
      dayWatch.take(customerId, seconds)
      await allNodes.take(customerId)
    },
  }
}

type Puller = { session: string } | { customerId: string }

/** Puts on record that video is fetched much faster than anyone watches. */
async function notice(deps: { db: Database; clock: Clock; random: Random; log: Log }, puller: Puller): Promise<void> {
  deps.log.warn(puller, 'video is fetched much faster than anyone watches')
  try {
    const { actor, subject } = await namesOf(deps, puller)
    await recordAudit(deps, { actor, action: 'playback.pulled', subject })
  } catch (error) {
    deps.log.warn({ err: error }, 'that could not be put on record')
  }
}

async function namesOf({ db, clock }: { db: Database; clock: Clock }, puller: Puller) {
  if ('customerId' in puller)
    return { actor: `customer:${puller.customerId}`, subject: `customer:${puller.customerId}` }
  const state = await findSession(db, Buffer.from(puller.session, 'hex'), clock.now())
  return { actor: state ? `customer:${state.customerId}` : 'customer:erased', subject: `session:${puller.session}` }
}
