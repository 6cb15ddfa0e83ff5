import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { eraseAccount, findAccount } from '../identity/index.ts'
import { eraseCustomers } from '../licensing/index.ts'
import { queueMail } from '../mailing/index.ts'
import { eraseBuyer } from '../orders/index.ts'
import { eraseWatching } from '../playback/index.ts'

/**
 * Forgets a person for good and at once, or not at all: the account with all that hangs on it goes, the books stay under
 * a pseudonym, what other shops sold is let go. A last letter says so.
 */
export async function erasePerson(
  deps: { db: Database; clock: Clock; random: Random; jobs: JobQueue; mailSealKey: Buffer },
  { accountId, locale }: { accountId: string; locale: Locale },
): Promise<void> {
  await transaction(deps.db, async (db) => {
    const inside = { ...deps, db }
    const account = await findAccount(db, accountId)
    if (!account) return
    const customerIds = await eraseCustomers(inside, { accountId })
    await eraseWatching(db, customerIds)
    await eraseBuyer(db, { accountId, pseudonym: `erased-${deps.random(16).toString('hex')}` })
    await eraseAccount(db, accountId)
    const named = `account:${accountId}`
    await recordAudit(inside, { actor: named, action: 'account.erased', subject: named })
    await queueMail(inside, { to: account.email, locale, kind: 'account-erased', name: account.name })
  })
}
