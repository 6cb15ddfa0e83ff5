import { transaction } from '../../platform/database/open.ts'
import { HoldLost, holdMs } from './hold.ts'
import { putter, type Workshop } from './make-part.ts'
import { assetPath } from './media-files.ts'
import { segmentsPerKey } from './media-key.ts'
import { findAsset, insertAsset, insertRendition, type NewAsset } from './media-store.ts'
import { keepHold } from './packaging-store.ts'
import { findDuration, findParts, type Part } from './part-store.ts'
import { captionBandwidth, captionPlaylist, masterPlaylist, type TrackEntry, type VideoVariant } from './playlists.ts'
import { retire } from './retire.ts'

/**
 * Lets the video play what there is: for the first time once a rung, all sound and the pictures are there, in place of
 * what it played before; from then on every rung that was added.
 */
export async function showAsset(shop: Workshop): Promise<void> {
  const { db, storage, packaging } = shop
  const parts = await findParts(db, packaging.id)
  const rungs = parts.filter(({ kind, isDone }) => kind === 'video' && isDone)
  const durationSeconds = await findDuration(db, packaging.id)
  const isReady = rungs.length > 0 && parts.every(({ kind, isDone }) => isDone || kind === 'video')
  if (!isReady || durationSeconds === undefined) return
  const put = putter(shop)
  const captions: TrackEntry[] = []
  for (const { name, language } of ofKind(parts, 'caption')) {
    await put(`${name}/index.m3u8`, captionPlaylist(name, durationSeconds))
    const size = (await storage.head(assetPath(packaging.assetId, `${name}/${name}.vtt`)))?.size ?? 0
    captions.push({ name, language, bandwidth: captionBandwidth(size, durationSeconds) })
  }
  await put('master.m3u8', masterPlaylist({ variants: rungs.map(toVariant), audio: ofKind(parts, 'audio'), captions }))
  const renditions = rungs.map(toRendition)
  if ((await findAsset(db, packaging.videoId))?.id === packaging.assetId) {
    for (const rendition of renditions) await insertRendition(db, { ...rendition, assetId: packaging.assetId })
  } else await publish(shop, { durationSeconds, renditions, parts })
}

async function publish(
  { db, clock, packaging, hold }: Workshop,
  { parts, ...what }: Pick<NewAsset, 'durationSeconds' | 'renditions'> & { parts: Part[] },
): Promise<void> {
  await transaction(db, async (tx) => {
    const now = clock.now()
    if (!(await keepHold(tx, hold, new Date(now.getTime() + holdMs)))) {
      throw new HoldLost()
    }
    await retire({ db: tx, clock }, packaging.videoId)
    await insertAsset(tx, {
      ...what,
      id: packaging.assetId,
      videoId: packaging.videoId,
      sealedSecret: packaging.sealedSecret,
      keyPeriodSeconds: 6 * segmentsPerKey,
      createdAt: now,
      audio: ofKind(parts, 'audio'),
      captions: ofKind(parts, 'caption'),
    })
  })
}

function toVariant(part: Part): VideoVariant {
  return { ...toRendition(part), codec: part.codec ?? '', bandwidth: toBandwidth(part) }
}

function toRendition({ name, width, height, bandwidth }: Part) {
  return { name, width: width ?? 0, height: height ?? 0, bandwidth: bandwidth ?? 0 }
}

function toBandwidth({ bandwidth, averageBandwidth }: Part) {
  return { peak: bandwidth ?? 0, average: averageBandwidth ?? 0 }
}

function ofKind(parts: Part[], kind: Part['kind']): TrackEntry[] {
  return parts
    .filter((part) => part.kind === kind)
    .map((part) => ({ name: part.name, language: part.language ?? 'und', bandwidth: toBandwidth(part) }))
}
