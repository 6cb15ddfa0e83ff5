import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { PackagingState, PackagingSummary } from './packaging.ts'
import { findSummaries } from './packaging-store.ts'

/** Packagings, newest first. */
export async function findPackagings(
  { db, clock }: { db: Database; clock: Clock },
  which: { videoId?: string | undefined; state?: PackagingState | undefined; limit?: number } = {},
): Promise<PackagingSummary[]> {
  return findSummaries(db, { limit: 100, ...which, now: clock.now() })
}

/** One packaging with its progress. */
export async function findPackaging(
  { db, clock }: { db: Database; clock: Clock },
  packagingId: string,
): Promise<PackagingSummary | undefined> {
  const [found] = await findSummaries(db, { id: packagingId, limit: 1, now: clock.now() })
  return found
}
