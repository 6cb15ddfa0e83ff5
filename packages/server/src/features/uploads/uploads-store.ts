import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import type { Upload, UploadKind } from './upload.ts'

const columns = [
  'id',
  'name',
  'size_bytes as sizeBytes',
  'state',
  'kind',
  sql<string | null>`encode(sha256, 'hex')`.as('sha256'),
  'problem',
  'created_at as createdAt',
  'expires_at as expiresAt',
] as const

/** Makes whoever else counts what uploads take up wait for the end of this transaction. */
export async function lockUploads(tx: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('uploads'))`.execute(tx)
}

/** What uploads take up that no video has been made of yet. */
export async function sumUploads(tx: Database): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(size_bytes), 0)::float8 as total from upload where state in ('open', 'complete')`.execute(tx)
  return rows[0]?.total ?? 0
}

export async function insertUpload(
  tx: Database,
  upload: { id: string; name: string; sizeBytes: number; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('upload')
    .values({
      id: upload.id,
      name: upload.name,
      size_bytes: upload.sizeBytes,
      created_at: upload.createdAt,
      expires_at: upload.expiresAt,
    })
    .execute()
}

/** Under which ticket the storage goes on with it; none before it has made a place. */
export async function findTicket(db: Database, id: string): Promise<string | null> {
  const found = await db.selectFrom('upload').select('ticket').where('id', '=', id).executeTakeFirst()
  return found?.ticket ?? null
}

export async function setTicket(db: Database, { id, ticket }: { id: string; ticket: string }): Promise<void> {
  await db.updateTable('upload').set({ ticket }).where('id', '=', id).execute()
}

export async function findUpload(db: Database, id: string): Promise<Upload | undefined> {
  return await known(db).where('id', '=', id).executeTakeFirst()
}

/** The newest first. */
export async function findUploads(db: Database, { limit }: { limit: number }): Promise<Upload[]> {
  return await known(db).orderBy('id', 'desc').limit(limit).execute()
}

export async function findOpenUploads(db: Database): Promise<Upload[]> {
  return await known(db).where('state', '=', 'open').execute()
}

function known(db: Database) {
  return db
    .selectFrom('upload')
    .select(columns)
    .where('state', '<>', 'forgotten')
    .$narrowType<{ state: Upload['state'] }>()
}

/** False where somebody else has settled it. */
export async function completeUpload(
  db: Database,
  done: { id: string; kind: UploadKind; now: Date; expiresAt: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('upload')
    .set({ state: 'complete', kind: done.kind, completed_at: done.now, expires_at: done.expiresAt })
    .where('id', '=', done.id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return numUpdatedRows > 0
}

export async function setHash(db: Database, { id, sha256 }: { id: string; sha256: Buffer }): Promise<void> {
  await db
    .updateTable('upload')
    .set({ sha256 })
    .where('id', '=', id)
    .where('state', 'in', ['complete', 'taken'])
    .execute()
}

export async function renewUpload(db: Database, { id, expiresAt }: { id: string; expiresAt: Date }): Promise<void> {
  await db.updateTable('upload').set({ expires_at: expiresAt }).where('id', '=', id).execute()
}

export async function refuseUpload(db: Database, { id, problem }: { id: string; problem: string }): Promise<void> {
  await db
    .updateTable('upload')
    .set({ state: 'refused', problem })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

/** Marks complete uploads as taken, or as forgotten where nothing needs their bytes any longer; how many there were. */
export async function takeUploads(
  tx: Database,
  { ids, to }: { ids: readonly string[]; to: 'taken' | 'forgotten' },
): Promise<number> {
  if (ids.length === 0) return 0
  const { numUpdatedRows } = await tx
    .updateTable('upload')
    .set({ state: to })
    .where('id', 'in', [...ids])
    .where('state', '=', 'complete')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Marks one as forgotten that no video was made of: its bytes are to go, then its row. False where there is none. */
export async function forgetUpload(db: Database, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('upload')
    .set({ state: 'forgotten' })
    .where('id', '=', id)
    .where('state', 'in', ['open', 'complete', 'refused'])
    .executeTakeFirst()
  return numUpdatedRows > 0
}

export async function forgetExpiredUploads(db: Database, now: Date): Promise<void> {
  await db
    .updateTable('upload')
    .set({ state: 'forgotten' })
    .where('expires_at', '<=', now)
    .where('state', 'in', ['open', 'complete', 'refused'])
    .execute()
}

/** Removes the rows of those whose bytes are somebody else's since a video was made of them. */
export async function deleteExpiredTaken(db: Database, now: Date): Promise<void> {
  await db.deleteFrom('upload').where('expires_at', '<=', now).where('state', '=', 'taken').execute()
}

export async function findForgottenUploads(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('upload').select('id').where('state', '=', 'forgotten').execute()
  return rows.map(({ id }) => id)
}

export async function deleteForgotten(db: Database, id: string): Promise<void> {
  await db.deleteFrom('upload').where('id', '=', id).where('state', '=', 'forgotten').execute()
}
