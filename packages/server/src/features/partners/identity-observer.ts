import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Log } from '../../platform/log.ts'
import { dayOf, type Observation, updateIdentityKeysUsed, upsertObservations } from './identity-store.ts'
import type { Recognition } from './recognise-visitor.ts'

const maxPages = 500
const maxPageLength = 200
// Beyond this many different counts at once, what comes is dropped: counting must not cost the cards their memory.
const maxWaiting = 10_000

export interface IdentityObserver {
  /** Counts one load; never waits, never fails. */
  note(load: { partnerId: string; recognition: Recognition; page: string | undefined }): void
  /** Resolves once all that was noted is written. */
  settled(): Promise<void>
}

/** Counts how visitors were recognised, by day and page. What is noted while a batch is being written waits for the next. */
export function identityObserver(deps: { db: Database; clock: Clock; log: Log }): IdentityObserver {
  let waiting = new Map<string, Observation>()
  let usedKeys = new Set<string>()
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    while (waiting.size > 0) {
      const [observations, keyIds] = [[...waiting.values()], [...usedKeys]]
      waiting = new Map()
      usedKeys = new Set()
      const now = deps.clock.now()
      try {
        await upsertObservations(deps.db, { day: dayOf(now), observations, maxPages })
        if (keyIds.length > 0) await updateIdentityKeysUsed(deps.db, keyIds, now)
      } catch (error) {
        deps.log.warn({ err: error, lost: observations.length }, 'could not count how visitors were recognised')
      }
    }
    writing = undefined
  }

  return {
    note: ({ partnerId, recognition: { outcome, keyId }, page = 'elsewhere' }) => {
      const key = `${partnerId} ${outcome} ${page}`
      const known = waiting.get(key)
      if (known) known.loads += 1
      else if (waiting.size < maxWaiting)
        waiting.set(key, { partnerId, outcome, page: page.slice(0, maxPageLength), loads: 1 })
      if (keyId !== undefined) usedKeys.add(keyId)
      writing ??= write()
    },
    settled: async () => writing,
  }
}
