import type { Database } from '../../platform/database/open.ts'
import { unseal } from '../../platform/keys.ts'
import { mediaKey } from './media-key.ts'
import { type Asset, findAsset } from './media-store.ts'
import { findRetiredAssets } from './retired-store.ts'

/** What a video plays to someone who began at `openedAt`: a replaced video goes on with what it was then, while that is kept. */
export type FindMedia = (videoId: string, openedAt?: Date) => Promise<Media | undefined>

export interface Media {
  assetId: string
  durationSeconds: number
  keyPeriodSeconds: number
  /** Key number n: 16 bytes. */
  key(n: number): Buffer
}

const keptMs = 2000
// Longer than a node may still know the old one only, and than clocks differ: whoever begins meanwhile stays with it.
const swapMs = 5000
const maxKept = 5000

export function mediaFinder(deps: { db: Database; clock: { monotonicMs(): number }; mediaSealKey: Buffer }): FindMedia {
  const kept = new Map<string, { until: number; known: Promise<Known[]> }>()

  async function load(videoId: string): Promise<Known[]> {
    const [playing, retired] = await Promise.all([findAsset(deps.db, videoId), findRetiredAssets(deps.db, videoId)])
    // Nothing plays any more of a video that was taken away.
    return playing ? [playing, ...retired].map(toKnown) : []
  }

  function toKnown(asset: Asset): Known {
    const videoSecret = unseal(deps.mediaSealKey, asset.sealedSecret)
    return {
      createdAt: asset.createdAt.getTime(),
      media: {
        assetId: asset.id,
        durationSeconds: asset.durationSeconds,
        keyPeriodSeconds: asset.keyPeriodSeconds,
        key: (n) => mediaKey(videoSecret, n),
      },
    }
  }

  async function find(videoId: string): Promise<Known[]> {
    const now = deps.clock.monotonicMs()
    const last = kept.get(videoId)
    if (last && last.until > now) return last.known
    const known = load(videoId).catch((error) => {
      kept.delete(videoId)
      // What plays may play on while the database is away.
      if (last) return last.known
      throw error
    })
    if (kept.size >= maxKept) kept.clear()
    kept.set(videoId, { until: now + keptMs, known })
    return known
  }

  return async (videoId, openedAt) => {
    const known = await find(videoId)
    const begun = openedAt?.getTime() ?? Number.POSITIVE_INFINITY
    const own = known.find(({ createdAt }) => createdAt + swapMs <= begun)
    // A video's first asset is played at once; who began before the oldest had one that is gone.
    const oldest = known.at(-1)
    return (own ?? (oldest && oldest.createdAt <= begun + swapMs ? oldest : undefined))?.media
  }
}

interface Known {
  /** In milliseconds. */
  createdAt: number
  media: Media
}
