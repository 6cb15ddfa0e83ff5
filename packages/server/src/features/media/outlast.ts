import { setTimeout as pause } from 'node:timers/promises'
import { isLockTimeout, isOutcomeUnknown, isUnavailable } from '../../platform/database/failures.ts'
import { isStorageAway } from '../../platform/storage/storage-away.ts'

const firstPauseMs = 250
const longestPauseMs = 10_000
// What stays away for longer is waited for by the queue, not by a worker.
const longestMs = 15 * 60_000

/** Does `work`, which may be done twice, as soon as the database and the storage are there; not beyond `signal`. */
export async function outlast<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await work()
    } catch (error) {
      if (!isAway(error) || performance.now() - since > longestMs) throw error
      await pause(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    }
  }
}

/** Whether the database or the storage failed in a way that passes. */
export function isAway(error: unknown): boolean {
  return isUnavailable(error) || isOutcomeUnknown(error) || isLockTimeout(error) || isStorageAway(error)
}
