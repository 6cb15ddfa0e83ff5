import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { outlast } from './outlast.ts'
import { type Hold, keepHold } from './packaging-store.ts'

/** How long a worker that says nothing keeps what it works on. */
export const holdMs = 60_000
// Who cancels it sees it end as soon.
const sayEveryMs = 1500
// Before anyone else may have taken it.
const safeMs = holdMs - 15_000

/** The packaging is no longer ours: what was made since is worth nothing. */
export class HoldLost extends Error {
  constructor() {
    super('the packaging was cancelled, or another worker took it')
  }
}

/** A packaging kept in hand: its signal is aborted once it is lost, or the job has to end. */
export interface Grip {
  signal: AbortSignal
  /** Cancelled, or taken by another; false where only our own process has to end. */
  isLost: () => boolean
  /** Waits until it is surely ours, as after a long sleep or without a database; throws where it is not any more. */
  require: () => Promise<void>
  release: () => void
}

/** Says again and again that we are at it, until released. */
export function grip({ db, clock }: { db: Database; clock: Clock }, hold: Hold, outer: AbortSignal): Grip {
  const lost = new AbortController()
  let saidAt = clock.monotonicMs()
  let saying: Promise<void> | undefined
  const say = async () => {
    const now = clock.monotonicMs()
    if (await keepHold(db, hold, new Date(clock.now().getTime() + holdMs))) saidAt = now
    else lost.abort(new HoldLost())
  }
  const sayOnce = () => {
    saying ??= say().finally(() => {
      saying = undefined
    })
    return saying
  }
  // A database that is away is asked again; what is made meanwhile is not stored before it has answered.
  const timer = setInterval(() => void sayOnce().catch(() => undefined), sayEveryMs)
  const signal = AbortSignal.any([outer, lost.signal])
  return {
    signal,
    require: async () => {
      signal.throwIfAborted()
      if (clock.monotonicMs() - saidAt <= safeMs) return
      await outlast(signal, sayOnce)
      signal.throwIfAborted()
    },
    isLost: () => lost.signal.aborted,
    release: () => clearInterval(timer),
  }
}
