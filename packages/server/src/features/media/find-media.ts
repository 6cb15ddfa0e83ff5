import type { Database } from '../../platform/database/open.ts'
import { unseal } from '../../platform/keys.ts'
import { mediaKey } from './media-key.ts'
import { type Asset, findAsset } from './media-store.ts'

/** What a video plays, read once for each asset: an asset never changes, a replaced video has another. */
export type FindMedia = (videoId: string) => Promise<Media | undefined>

export interface Media {
  assetId: string
  durationSeconds: number
  keyPeriodSeconds: number
  /** Key number n: 16 bytes. */
  key(n: number): Buffer
}

const keptMs = 2000
const maxKept = 5000

export function mediaFinder(deps: { db: Database; clock: { monotonicMs(): number }; mediaSealKey: Buffer }): FindMedia {
  const kept = new Map<string, { until: number; media: Promise<Media | undefined> }>()

  function toMedia(asset: Asset): Media {
    const videoSecret = unseal(deps.mediaSealKey, asset.sealedSecret)
    return {
      assetId: asset.id,
      durationSeconds: asset.durationSeconds,
      keyPeriodSeconds: asset.keyPeriodSeconds,
      key: (n) => mediaKey(videoSecret, n),
    }
  }

  return async (videoId) => {
    const now = deps.clock.monotonicMs()
    const known = kept.get(videoId)
    if (known && known.until > now) return known.media
    const media = findAsset(deps.db, videoId).then(
      (asset) => asset && toMedia(asset),
      (error) => {
        kept.delete(videoId)
        // What plays may play on while the database is away.
        if (known) return known.media
        throw error
      },
    )
    if (kept.size >= maxKept) kept.clear()
    kept.set(videoId, { until: now + keptMs, media })
    return media
  }
}
