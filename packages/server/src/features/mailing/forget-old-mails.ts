import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { deleteMailBefore } from './mailing-store.ts'

const keptDays = 30

/** Forgets letters older than 30 days that nobody waits for any more. */
export async function forgetOldMails(deps: { db: Database; clock: Clock }): Promise<void> {
  await deleteMailBefore(deps.db, new Date(deps.clock.now().getTime() - keptDays * 24 * 3600_000))
}
