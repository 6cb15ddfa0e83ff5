import type { Random } from '../../platform/random.ts'
import { type Bandwidth, bandwidthOf } from './bandwidth.ts'
import { encryptSegment, mediaKey, segmentsPerKey } from './media-key.ts'
import { mediaPlaylist, type PackagedSegment, segmentName, targetSeconds } from './playlists.ts'
import type { ReadyMadeRendition } from './ready-made.ts'

/** Puts a file of one asset into storage. */
export type PutFile = (file: string, content: Buffer | string) => Promise<void>

/** Stores a ready-made rendition under the video's changing keys, a list of what is in it, and its playlist last. */
export async function storeRendition(
  { put, random, videoSecret }: { put: PutFile; random: Random; videoSecret: Buffer },
  name: string,
  { init, segments }: ReadyMadeRendition,
): Promise<{ bandwidth: Bandwidth }> {
  await put(`${name}/init.mp4`, init)
  const packaged: (PackagedSegment & { bytes: number })[] = []
  for (const [i, segment] of segments.entries()) {
    const iv = random(16)
    const key = mediaKey(videoSecret, Math.floor(i / segmentsPerKey))
    const locked = encryptSegment(key, iv, await segment.read())
    await put(`${name}/${segmentName(i)}`, locked)
    packaged.push({ seconds: segment.seconds, iv, bytes: locked.length })
  }
  const sizes = packaged.map(({ bytes }, i) => `${segmentName(i)} ${bytes}`)
  await put(`${name}/files.txt`, [`init.mp4 ${init.length}`, ...sizes, ''].join('\n'))
  await put(`${name}/index.m3u8`, mediaPlaylist(packaged))
  return { bandwidth: bandwidthOf(packaged, targetSeconds) }
}
