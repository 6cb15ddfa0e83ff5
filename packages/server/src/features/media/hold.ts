import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { type Hold, keepHold } from './packaging-store.ts'

/** How long a worker that says nothing keeps what it works on. */
export const holdMs = 60_000
const sayEveryMs = 10_000
// Before anyone else may have taken it.
const safeMs = holdMs - 15_000

/** The packaging is no longer ours: what was made since is worth nothing. */
export class HoldLost extends Error {
  constructor(message = 'the packaging was cancelled, or another worker took it') {
    super(message)
  }
}

/** A packaging kept in hand: its signal is aborted once it is lost, or the job has to end. */
export interface Grip {
  signal: AbortSignal
  /** Cancelled, or taken by another; false where only our own process has to end. */
  isLost: () => boolean
  /** Throws where it is not surely ours any more, as after a long sleep of the machine. */
  require: () => void
  release: () => void
}

/** Says again and again that we are at it, until released. */
export function grip({ db, clock }: { db: Database; clock: Clock }, hold: Hold, outer: AbortSignal): Grip {
  const lost = new AbortController()
  let saidAt = clock.monotonicMs()
  let isSaying = false
  const say = async () => {
    if (isSaying) return
    isSaying = true
    const now = clock.monotonicMs()
    try {
      if (await keepHold(db, hold, new Date(clock.now().getTime() + holdMs))) saidAt = now
      else lost.abort(new HoldLost())
    } catch {
      // The database is away: others cannot take it either before our time is over.
      if (clock.monotonicMs() - saidAt > safeMs) lost.abort(new HoldLost('the database was away for too long'))
    } finally {
      isSaying = false
    }
  }
  const timer = setInterval(() => void say(), sayEveryMs)
  const signal = AbortSignal.any([outer, lost.signal])
  return {
    signal,
    require: () => {
      signal.throwIfAborted()
      if (clock.monotonicMs() - saidAt <= safeMs) return
      lost.abort(new HoldLost('nothing was heard of the packaging for too long'))
      signal.throwIfAborted()
    },
    isLost: () => lost.signal.aborted,
    release: () => clearInterval(timer),
  }
}
