import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import type { Asset } from './media-store.ts'

/** Takes from a video what it plays, and keeps it for those who began on it; the id of the asset. */
export async function retireAsset(
  tx: Database,
  { videoId, now }: { videoId: string; now: Date },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with gone as (
      delete from media_asset where video_id = ${videoId}
      returning id, video_id, sealed_secret, duration_seconds, key_period_seconds, created_at
    )
    insert into retired_asset
      (id, video_id, sealed_secret, duration_seconds, key_period_seconds, created_at, retired_at)
    select id, video_id, sealed_secret, duration_seconds, key_period_seconds, created_at, ${now} from gone
    returning id`.execute(tx)
  return rows[0]?.id
}

/** What a video played before now and is still kept, the newest first. */
export async function findRetiredAssets(db: Database, videoId: string): Promise<Asset[]> {
  return db
    .selectFrom('retired_asset')
    .select([
      'id',
      'video_id as videoId',
      'sealed_secret as sealedSecret',
      'duration_seconds as durationSeconds',
      'key_period_seconds as keyPeriodSeconds',
      'created_at as createdAt',
    ])
    .where('video_id', '=', videoId)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Forgets what was retired before `before`, or all of one video. */
export async function deleteRetiredAssets(tx: Database, of: { before: Date } | { videoId: string }): Promise<void> {
  const all = tx.deleteFrom('retired_asset')
  await ('before' in of ? all.where('retired_at', '<', of.before) : all.where('video_id', '=', of.videoId)).execute()
}

/** Notes bytes that are to go; of two times, the earlier holds. */
export async function insertLeftovers(tx: Database, prefixes: readonly string[], removeAt: Date): Promise<void> {
  if (prefixes.length === 0) return
  await tx
    .insertInto('media_leftover')
    .values(prefixes.map((prefix) => ({ prefix, remove_at: removeAt })))
    .onConflict((conflict) =>
      conflict.column('prefix').doUpdateSet({ remove_at: sql`least(media_leftover.remove_at, excluded.remove_at)` }),
    )
    .execute()
}

/** Lets the bytes of an asset go now that were to wait for its worker; not what someone may still watch. */
export async function hastenLeftovers(db: Database, { assetId, now }: { assetId: string; now: Date }): Promise<void> {
  await sql`
    update media_leftover set remove_at = least(remove_at, ${now})
    where starts_with(prefix, ${`media/${assetId}/`}) and not exists (select from retired_asset where id = ${assetId})`.execute(
    db,
  )
}

/** Whether someone watches an asset, or may go on to. */
export async function isAssetInUse(db: Database, assetId: string): Promise<boolean> {
  const { rows } = await sql`
    select from media_asset where id = ${assetId} union all select from retired_asset where id = ${assetId}`.execute(db)
  return rows.length > 0
}

export async function findDueLeftovers(db: Database, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('media_leftover')
    .select('prefix')
    .where('remove_at', '<=', now)
    .orderBy('remove_at')
    .limit(1000)
    .execute()
  return rows.map(({ prefix }) => prefix)
}

export async function deleteLeftover(db: Database, prefix: string): Promise<void> {
  await db.deleteFrom('media_leftover').where('prefix', '=', prefix).execute()
}
