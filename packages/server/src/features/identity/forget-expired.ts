import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { deleteSessionsExpiredBefore, deleteVerificationsExpiredBefore } from './expiry-store.ts'

/** Forgets log-ins, codes and mailed links that have expired. */
export async function forgetExpired({ db, clock }: { db: Database; clock: Clock }): Promise<void> {
  await deleteSessionsExpiredBefore(db, clock.now())
  await deleteVerificationsExpiredBefore(db, clock.now())
}
