import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { deletePaymentEventsBefore } from './ledger-store.ts'

const keptDays = 90

/** Forgets which callbacks were dealt with more than 90 days ago; no provider sends one again for that long. */
export async function forgetOldCallbacks({ db, clock }: { db: Database; clock: Clock }): Promise<void> {
  await deletePaymentEventsBefore(db, new Date(clock.now().getTime() - keptDays * 24 * 3600_000))
}
