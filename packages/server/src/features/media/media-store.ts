import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export interface NewAsset {
  id: string
  videoId: string
  sealedSecret: Buffer
  durationSeconds: number
  keyPeriodSeconds: number
  createdAt: Date
  renditions: { name: string; width: number; height: number; bandwidth: number }[]
  audio: { name: string; language: string }[]
  captions: { name: string; language: string }[]
}

export interface Asset {
  id: string
  videoId: string
  sealedSecret: Buffer
  durationSeconds: number
  keyPeriodSeconds: number
  /** Since when the video plays it. */
  createdAt: Date
}

/** What a video plays now. */
export async function findAsset(db: Database, videoId: string): Promise<Asset | undefined> {
  return db
    .selectFrom('media_asset')
    .select([
      'id',
      'video_id as videoId',
      'sealed_secret as sealedSecret',
      'duration_seconds as durationSeconds',
      'key_period_seconds as keyPeriodSeconds',
      'created_at as createdAt',
    ])
    .where('video_id', '=', videoId)
    .executeTakeFirst()
}

export async function insertAsset(tx: Database, asset: NewAsset): Promise<void> {
  const asset_id = asset.id
  await tx
    .insertInto('media_asset')
    .values({
      id: asset.id,
      video_id: asset.videoId,
      sealed_secret: asset.sealedSecret,
      duration_seconds: asset.durationSeconds,
      key_period_seconds: asset.keyPeriodSeconds,
      created_at: asset.createdAt,
    })
    .execute()
  await tx
    .insertInto('rendition')
    .values(asset.renditions.map((rendition) => ({ asset_id, ...rendition })))
    .execute()
  const tracks = (list: { name: string; language: string }[]) =>
    list.map(({ name, language }, position) => ({ asset_id, name, language, position }))
  if (asset.audio.length > 0) await tx.insertInto('audio_track').values(tracks(asset.audio)).execute()
  if (asset.captions.length > 0) await tx.insertInto('caption').values(tracks(asset.captions)).execute()
}

/** Forgets what a video plays; the id of the asset. */
export async function deleteAsset(tx: Database, videoId: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('media_asset').where('video_id', '=', videoId).returning('id').executeTakeFirst()
  return row?.id
}

/** Adds a rung to what a video plays; does nothing where it is there, or no video plays the asset any more. */
export async function insertRendition(
  tx: Database,
  rendition: { assetId: string; name: string; width: number; height: number; bandwidth: number },
): Promise<void> {
  await sql`
    insert into rendition (asset_id, name, width, height, bandwidth)
    select id, ${rendition.name}, ${rendition.width}, ${rendition.height}, ${rendition.bandwidth}
    from media_asset where id = ${rendition.assetId} on conflict do nothing`.execute(tx)
}

export async function findCaptions(db: Database, assetId: string): Promise<{ name: string; language: string }[]> {
  return db
    .selectFrom('caption')
    .select(['name', 'language'])
    .where('asset_id', '=', assetId)
    .orderBy('position')
    .execute()
}
