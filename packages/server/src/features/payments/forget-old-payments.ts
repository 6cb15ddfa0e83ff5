import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { deleteSandboxPaymentsBefore } from './sandbox-store.ts'

const keptDays = 90

/** Forgets what the sandbox held in place of a bank more than 90 days ago; the orders themselves stay. */
export async function forgetOldSandboxPayments({ db, clock }: { db: Database; clock: Clock }): Promise<void> {
  await deleteSandboxPaymentsBefore(db, new Date(clock.now().getTime() - keptDays * 24 * 3600_000))
}
