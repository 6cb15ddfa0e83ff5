import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export interface KnownAsset {
  id: string
  videoId: string
  /** Whether files are still being made for it. */
  isGrowing: boolean
  /** The renditions, sound tracks and captions it is said to have. */
  parts: string[]
}

/** Every asset that has files: what videos play, what they played until lately, and what is being made. */
export async function findKnownAssets(db: Database): Promise<KnownAsset[]> {
  const { rows } = await sql<KnownAsset>`
    with growing as (
      select asset_id, video_id from packaging where state in ('waiting', 'running', 'failed')
    )
    select id, video_id as "videoId", id in (select asset_id from growing) as "isGrowing", array(
        select name from rendition where asset_id = asset.id
        union all select name from audio_track where asset_id = asset.id
        union all select name from caption where asset_id = asset.id
      ) as parts
    from media_asset asset
    union all
    select id, video_id, false, '{}' from retired_asset
    union all
    select asset_id, video_id, true, '{}' from growing where asset_id not in (select id from media_asset)`.execute(db)
  return rows
}

/**
 * Masters that are kept to be packaged, or packaged again, uploads on their way there, and what is about to be removed
 * anyway: paths, or what they begin with.
 */
export async function findPassingPaths(db: Database): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select source_path as path from packaging where is_source_stored and state not in ('refused', 'cancelled')
    union all
    select 'sources/' || id from upload where state <> 'taken'
    union all
    select prefix from media_leftover`.execute(db)
  return rows.map(({ path }) => path)
}

/** Every picture and trailer that a catalog points to. */
export async function findPublicFiles(db: Database): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    select distinct file from (
      select unnest(array[cover, background, trailer]) as file from channel
      union all select unnest(array[cover, background, trailer]) from video
      union all select image from author
    ) as named where file <> ''`.execute(db)
  return rows.map(({ file }) => file)
}
