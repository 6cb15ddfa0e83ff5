import type { Database } from '../../platform/database/open.ts'
import type { Mail } from './mail.ts'
import { findKeptMail, findKeptMails } from './mailing-store.ts'
import { unsealMail } from './sealed-mail.ts'

/** A letter whose words are still kept, and how far it got. */
export interface OutboxEntry {
  id: string
  state: 'waiting' | 'sent' | 'failed'
  createdAt: Date
  mail: Mail
}

/** The latest letters whose words are still kept, the newest first. */
export async function findOutbox(
  deps: { db: Database; mailSealKey: Buffer },
  { limit }: { limit: number },
): Promise<OutboxEntry[]> {
  const stored = await findKeptMails(deps.db, limit)
  return stored.map(({ sealed, ...entry }) => ({ ...entry, mail: unsealMail(deps, sealed) }))
}

/** One of them. */
export async function findOutboxEntry(
  deps: { db: Database; mailSealKey: Buffer },
  id: string,
): Promise<OutboxEntry | undefined> {
  const stored = await findKeptMail(deps.db, id)
  if (!stored) return undefined
  const { sealed, ...entry } = stored
  return { ...entry, mail: unsealMail(deps, sealed) }
}
