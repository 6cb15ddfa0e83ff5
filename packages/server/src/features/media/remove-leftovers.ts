import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { deleteLeftover, deleteRetiredAssets, findDueLeftovers } from './retired-store.ts'

// A little longer than a media path works, so that nobody plays it any more.
export const retiredLifeMs = 13 * 3600_000

/** Removes the bytes that nobody plays any more. */
export async function removeLeftovers(deps: { db: Database; clock: Clock; storage: Storage }): Promise<void> {
  const now = deps.clock.now()
  for (const prefix of await findDueLeftovers(deps.db, now)) {
    await deps.storage.deleteAll(prefix)
    await deleteLeftover(deps.db, prefix)
  }
  await deleteRetiredAssets(deps.db, { before: new Date(now.getTime() - retiredLifeMs) })
}
