import { transaction } from '../../platform/database/open.ts'
import { recordAudit } from '../audit/index.ts'
import { goesAt } from './discard.ts'
import { assetPath } from './media-files.ts'
import { deleteAsset } from './media-store.ts'
import type { PackagingDeps } from './packaging.ts'
import { deletePackagings, lockVideo } from './packaging-store.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { deleteRetiredAssets, findRetiredAssets, insertLeftovers } from './retired-store.ts'

/** Removes all a video plays or ever played, and the source we keep of it: every byte. Whoever watches it stops. */
export async function deleteMedia(
  deps: Omit<PackagingDeps, 'jobs' | 'mediaSealKey'>,
  { videoId, actor }: { videoId: string; actor: string },
): Promise<void> {
  const now = deps.clock.now()
  await transaction(deps.db, async (tx) => {
    await lockVideo(tx, videoId)
    for (const { assetId, heldUntil, storedSource } of await deletePackagings(tx, videoId)) {
      const prefixes = [assetPath(assetId, ''), ...(storedSource === null ? [] : [storedSource])]
      await insertLeftovers(tx, prefixes, goesAt(heldUntil, now))
    }
    const played = [await deleteAsset(tx, videoId), ...(await findRetiredAssets(tx, videoId)).map(({ id }) => id)]
    const assets = played.filter((id) => id !== undefined).map((id) => assetPath(id, ''))
    await deleteRetiredAssets(tx, { videoId })
    await insertLeftovers(tx, assets, now)
    await recordAudit({ ...deps, db: tx }, { actor, action: 'video.media-deleted', subject: `video:${videoId}` })
  })
  await removeLeftovers(deps)
}
