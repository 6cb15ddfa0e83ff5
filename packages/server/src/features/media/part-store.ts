import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import type { Hold } from './packaging-store.ts'

/** One thing that packaging makes, with what is known of it. */
export interface Part {
  name: string
  kind: 'video' | 'audio' | 'caption' | 'pictures'
  position: number
  weight: number
  isDone: boolean
  language: string | null
  width: number | null
  height: number | null
  codec: string | null
  bandwidth: number | null
  averageBandwidth: number | null
}

export type NewPart = Pick<Part, 'name' | 'kind' | 'position' | 'weight'> & Partial<Part>

/** Adds what is not there yet. */
export async function insertParts(tx: Database, packagingId: string, parts: readonly NewPart[]): Promise<void> {
  if (parts.length === 0) return
  await tx
    .insertInto('packaging_part')
    .values(
      parts.map((part) => ({
        packaging_id: packagingId,
        name: part.name,
        kind: part.kind,
        position: part.position,
        weight: part.weight,
        progress: part.isDone ? 1 : 0,
        is_done: part.isDone ?? false,
        language: part.language ?? null,
        width: part.width ?? null,
        height: part.height ?? null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['packaging_id', 'name']).doNothing())
    .execute()
}

export async function findParts(db: Database, packagingId: string): Promise<Part[]> {
  return db
    .selectFrom('packaging_part')
    .select(['name', 'kind', 'position', 'weight', 'is_done as isDone', 'language', 'width', 'height', 'codec'])
    .select(['bandwidth', 'average_bandwidth as averageBandwidth'])
    .where('packaging_id', '=', packagingId)
    .orderBy('position')
    .execute()
}

/** Notes that a part is begun, or begun again. */
export async function updatePartStarted(
  db: Database,
  { packagingId, name, now }: { packagingId: string; name: string; now: Date },
): Promise<void> {
  await sql`
    update packaging_part set started_at = ${now}, finished_at = null
    where packaging_id = ${packagingId} and name = ${name} and not is_done`.execute(db)
}

/** Notes how far a part is; never lower than it was noted before. */
export async function updateProgress(
  db: Database,
  { packagingId, name, progress }: { packagingId: string; name: string; progress: number },
): Promise<void> {
  await sql`
    update packaging_part set progress = greatest(progress, ${progress}::float8)
    where packaging_id = ${packagingId} and name = ${name}`.execute(db)
}

/** Notes that a part is stored, and what it is; false where its packaging is no longer the holder's. */
export async function updatePartDone(
  tx: Database,
  hold: Hold,
  part: { name: string; now: Date; codec?: string; bandwidth?: number; averageBandwidth?: number },
): Promise<boolean> {
  const { rows } = await sql`
    with held as (
      update packaging set tries = 0
      where id = ${hold.packagingId} and holder = ${hold.holder} and state = 'running' returning id
    )
    update packaging_part set is_done = true, progress = 1, finished_at = ${part.now}, codec = ${part.codec ?? null},
      bandwidth = ${part.bandwidth ?? null}, average_bandwidth = ${part.averageBandwidth ?? null}
    from held where packaging_id = held.id and name = ${part.name} returning name`.execute(tx)
  return rows.length > 0
}

/** The length of what is made, as the first finished rung has it. */
export async function updateDuration(tx: Database, packagingId: string, durationSeconds: number): Promise<void> {
  await sql`
    update packaging set duration_seconds = ${durationSeconds}
    where id = ${packagingId} and duration_seconds is null`.execute(tx)
}

export async function findDuration(db: Database, packagingId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('packaging')
    .select('duration_seconds as seconds')
    .where('id', '=', packagingId)
    .executeTakeFirst()
  return row?.seconds ?? undefined
}
