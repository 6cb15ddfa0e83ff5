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

export async function findUpload(db: Database, id: string): Promise<Upload | undefined> {
  return await db.selectFrom('upload').select(columns).where('id', '=', id).executeTakeFirst()
}

/** The newest first. */
export async function findUploads(db: Database, { limit }: { limit: number }): Promise<Upload[]> {
  return await db.selectFrom('upload').select(columns).orderBy('id', 'desc').limit(limit).execute()
}

export async function completeUpload(
  db: Database,
  done: { id: string; kind: UploadKind; sha256: Buffer; now: Date; expiresAt: Date },
): Promise<void> {
  await db
    .updateTable('upload')
    .set({
      state: 'complete',
      kind: done.kind,
      sha256: done.sha256,
      completed_at: done.now,
      expires_at: done.expiresAt,
    })
    .where('id', '=', done.id)
    .where('state', '=', 'open')
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

/** Marks complete uploads as taken; how many there were to take. */
export async function takeUploads(tx: Database, ids: readonly string[]): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('upload')
    .set({ state: 'taken' })
    .where('id', 'in', [...ids])
    .where('state', '=', 'complete')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function deleteUpload(db: Database, id: string): Promise<void> {
  await db.deleteFrom('upload').where('id', '=', id).execute()
}

export async function deleteExpiredUploads(db: Database, now: Date): Promise<string[]> {
  const rows = await db.deleteFrom('upload').where('expires_at', '<=', now).returning('id').execute()
  return rows.map(({ id }) => id)
}

/** Those of the ids whose bytes are waited for or kept. */
export async function findLivingUploads(db: Database, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('upload')
    .select('id')
    .where('id', 'in', [...ids])
    .where('state', 'in', ['open', 'complete'])
    .execute()
  return rows.map(({ id }) => id)
}
