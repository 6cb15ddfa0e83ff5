import type { Database } from '../../platform/database/open.ts'
import type { Mail } from './mail.ts'
import { findKeptMails } from './mailing-store.ts'
import { unsealMail } from './sealed-mail.ts'

/** Letters whose words are still kept, sent or not, the oldest first. */
export async function findQueuedMails(deps: { db: Database; mailSealKey: Buffer }): Promise<Mail[]> {
  const stored = await findKeptMails(deps.db, 1000)
  return stored.reverse().map(({ sealed }) => unsealMail(deps, sealed))
}
