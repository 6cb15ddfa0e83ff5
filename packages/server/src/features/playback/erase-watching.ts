import type { Database } from '../../platform/database/open.ts'
import { deleteProgress, deleteSessions } from './erase-store.ts'

/** Forgets what customers watched; a player that still runs ends with its next report. */
export async function eraseWatching(tx: Database, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return
  await deleteSessions(tx, customerIds)
  await deleteProgress(tx, customerIds)
}
