import type { Database } from '../../platform/database/open.ts'

export interface StoredMail {
  id: string
  sealed: Buffer
  createdAt: Date
}

export async function insertMail(
  db: Database,
  mail: { id: string; kind: string; accountId: string | undefined; sealed: Buffer; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('mail')
    .values({
      id: mail.id,
      kind: mail.kind,
      account_id: mail.accountId ?? null,
      sealed: mail.sealed,
      state: 'waiting',
      created_at: mail.createdAt,
    })
    .execute()
}

/** A letter that still has to go out. */
export async function findWaitingMail(db: Database, id: string): Promise<StoredMail | undefined> {
  return await db
    .selectFrom('mail')
    .select(['id', 'sealed', 'created_at as createdAt'])
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
}

/** Notes that a letter is out, and keeps its words only where they are to be read again. */
export async function updateMailSent(
  db: Database,
  { id, sentAt, isKept }: { id: string; sentAt: Date; isKept: boolean },
): Promise<void> {
  await db
    .updateTable('mail')
    .set((column) => ({
      state: 'sent',
      sent_at: sentAt,
      tries: column('tries', '+', 1),
      last_problem: null,
      ...(isKept ? {} : { sealed: nothing }),
    }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** Notes why a letter did not go out this time; where it was the last, its words go too unless they are to be read again. */
export async function updateMailProblem(
  db: Database,
  { id, problem, isFinal, isKept }: { id: string; problem: string; isFinal: boolean; isKept: boolean },
): Promise<void> {
  await db
    .updateTable('mail')
    .set((column) => ({
      tries: column('tries', '+', 1),
      last_problem: problem,
      ...(isFinal ? { state: 'failed' as const } : {}),
      ...(isFinal && !isKept ? { sealed: nothing } : {}),
    }))
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** The latest letters whose words are still kept, newest first. */
export async function findKeptMails(db: Database, limit: number) {
  return await db
    .selectFrom('mail')
    .select(['id', 'sealed', 'state', 'created_at as createdAt'])
    .where('sealed', '!=', nothing)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

export async function findKeptMail(db: Database, id: string) {
  return await db
    .selectFrom('mail')
    .select(['id', 'sealed', 'state', 'created_at as createdAt'])
    .where('id', '=', id)
    .where('sealed', '!=', nothing)
    .executeTakeFirst()
}

export async function deleteMailBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('mail').where('created_at', '<', before).where('state', '!=', 'waiting').execute()
}

const nothing = Buffer.alloc(0)
