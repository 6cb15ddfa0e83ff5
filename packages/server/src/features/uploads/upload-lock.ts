import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { newId, type Random } from '../../platform/random.ts'
import { dropLock, keepLock, takeLock } from './upload-lock-store.ts'

// What a node that died held is free again after this long.
const lockSeconds = 10
const sayEveryMs = 1000
const askEveryMs = 200
const patienceMs = 25_000

/** The right to write to an upload, for one request of one node at a time. */
export interface UploadLock {
  /** Waits its turn, having told whoever has the lock; `onWanted` hears when the next one waits, or the lock is lost. */
  lock(signal: AbortSignal, onWanted: () => void): Promise<void>
  unlock(): Promise<void>
}

/** No connection is kept for it: a row says who has the lock, and until when. */
export function uploadLock(deps: { db: Database; clock: Clock; random: Random }, id: string): UploadLock {
  const claim = { id, holder: newId(deps), seconds: lockSeconds }
  let timer: NodeJS.Timeout | undefined

  async function say(onWanted: () => void): Promise<void> {
    try {
      const kept = await keepLock(deps.db, claim)
      if (!kept || kept.isWanted) onWanted()
    } catch {
      // The database is away: nobody else can take it either, and what two write at once is the same.
    }
  }

  return {
    async lock(signal, onWanted) {
      const waiting = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
      for (;;) {
        const answer = await takeLock(deps.db, claim)
        if (!answer) throw new AppError('UploadGone')
        if (answer.isOurs) break
        await pause(askEveryMs, undefined, { signal: waiting }).catch((cause) => {
          throw signal.aborted ? cause : busy()
        })
      }
      timer = setInterval(() => void say(onWanted), sayEveryMs)
    },
    async unlock() {
      clearInterval(timer)
      // It ends by itself, too.
      await dropLock(deps.db, claim).catch(() => undefined)
    },
  }
}

/** Does something to an upload while nobody writes to it. */
export async function withUploadLock<Result>(
  deps: { db: Database; clock: Clock; random: Random },
  id: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = uploadLock(deps, id)
  await lock.lock(AbortSignal.timeout(patienceMs), () => undefined)
  try {
    return await work()
  } finally {
    await lock.unlock()
  }
}

function busy(): AppError {
  return new AppError('UploadBusy', { retryAfterSeconds: 2 })
}
