import type { Database } from '../../platform/database/open.ts'

/** What a video was last made of. */
export async function findVideoSource(
  db: Database,
  videoId: string,
): Promise<{ fingerprint: Buffer; packagingId: string } | undefined> {
  return await db
    .selectFrom('video_source')
    .select(['fingerprint', 'packaging_id as packagingId'])
    .where('video_id', '=', videoId)
    .executeTakeFirst()
}

export async function upsertVideoSource(
  tx: Database,
  source: { videoId: string; fingerprint: Buffer; packagingId: string; now: Date },
): Promise<void> {
  const columns = { fingerprint: source.fingerprint, packaging_id: source.packagingId, created_at: source.now }
  await tx
    .insertInto('video_source')
    .values({ video_id: source.videoId, ...columns })
    .onConflict((conflict) => conflict.column('video_id').doUpdateSet(columns))
    .execute()
}

/** Nothing is known of what it was last made of. */
export async function deleteVideoSource(tx: Database, videoId: string): Promise<void> {
  await tx.deleteFrom('video_source').where('video_id', '=', videoId).execute()
}
