import { readFile } from 'node:fs/promises'
import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { seal } from '../../platform/keys.ts'
import { newId, type Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { readCaptions } from './captions.ts'
import { videoCodec } from './codecs.ts'
import { assetPath } from './media-files.ts'
import { segmentsPerKey } from './media-key.ts'
import { insertAsset } from './media-store.ts'
import { captionBandwidth, captionPlaylist, masterPlaylist, type TrackEntry, type VideoVariant } from './playlists.ts'
import { readReadyMade } from './ready-made.ts'
import { retire } from './retire.ts'
import { storeRendition } from './store-rendition.ts'

export interface MediaSource {
  videoId: string
  /** A folder with `<name>.m3u8` and `<name>.mp4` for each rendition and audio track. */
  dir: string
  durationSeconds: number
  renditions: { name: string; width: number; height: number }[]
  audio: { name: string; language: string }[]
  captions: { language: string; file: string }[]
  poster: string
  storyboard: { image: string; vtt: string }
}

/**
 * Protects ready-made renditions under a fresh secret, stores them, and makes them what the video plays.
 * Nothing is visible until all of it is stored; those who watch what the video played before may go on.
 */
export async function importMedia(
  deps: { db: Database; clock: Clock; random: Random; storage: Storage; mediaSealKey: Buffer },
  source: MediaSource,
): Promise<void> {
  const id = newId(deps)
  const videoSecret = deps.random(32)
  const put = (file: string, content: Buffer | string) => deps.storage.put(assetPath(id, file), Buffer.from(content))
  const packageAs = async (name: string) => {
    const rendition = await readReadyMade(source.dir, name)
    return { rendition, ...(await storeRendition({ put, random: deps.random, videoSecret }, name, rendition)) }
  }

  const variants: VideoVariant[] = []
  for (const rung of source.renditions) {
    const { rendition, bandwidth } = await packageAs(rung.name)
    variants.push({ ...rung, codec: videoCodec(rendition.init), bandwidth })
  }
  const audio: TrackEntry[] = []
  for (const track of source.audio) audio.push({ ...track, bandwidth: (await packageAs(track.name)).bandwidth })
  const captions: TrackEntry[] = []
  for (const { language, file } of source.captions) {
    const [name, bytes] = [`c-${language}`, Buffer.from(readCaptions(await readFile(file)))]
    await put(`${name}/${name}.vtt`, bytes)
    await put(`${name}/index.m3u8`, captionPlaylist(name, source.durationSeconds))
    captions.push({ name, language, bandwidth: captionBandwidth(bytes.length, source.durationSeconds) })
  }
  await put('poster.jpg', await readFile(source.poster))
  await put('storyboard.jpg', await readFile(source.storyboard.image))
  await put('storyboard.vtt', await readFile(source.storyboard.vtt))
  await put('master.m3u8', masterPlaylist({ variants, audio, captions }))

  await transaction(deps.db, async (tx) => {
    await retire({ ...deps, db: tx }, source.videoId)
    await insertAsset(tx, {
      id,
      videoId: source.videoId,
      sealedSecret: seal(deps.mediaSealKey, deps.random, videoSecret),
      durationSeconds: source.durationSeconds,
      keyPeriodSeconds: 6 * segmentsPerKey,
      createdAt: deps.clock.now(),
      renditions: variants.map(({ name, width, height, bandwidth }) => ({
        name,
        width,
        height,
        bandwidth: bandwidth.peak,
      })),
      audio: audio.map(({ name, language }) => ({ name, language })),
      captions: captions.map(({ name, language }) => ({ name, language })),
    })
  })
}
