import type { Random } from '../../platform/random.ts'
import { encryptSegment, mediaKey, segmentsPerKey } from './media-key.ts'
import { mediaPlaylist, type PackagedSegment, segmentName } from './playlists.ts'
import type { ReadyMadeRendition } from './ready-made.ts'

/** Puts a file of one asset into storage. */
export type PutFile = (file: string, content: Buffer | string) => Promise<void>

/** Stores a ready-made rendition under the video's changing keys, its playlist last. */
export async function storeRendition(
  { put, random, videoSecret }: { put: PutFile; random: Random; videoSecret: Buffer },
  name: string,
  { init, segments }: ReadyMadeRendition,
): Promise<{ seconds: number; bandwidth: { peak: number; average: number } }> {
  await put(`${name}/init.mp4`, init)
  const packaged: PackagedSegment[] = []
  for (const [i, segment] of segments.entries()) {
    const iv = random(16)
    const key = mediaKey(videoSecret, Math.floor(i / segmentsPerKey))
    await put(`${name}/${segmentName(i)}`, encryptSegment(key, iv, await segment.read()))
    packaged.push({ seconds: segment.seconds, iv })
  }
  await put(`${name}/index.m3u8`, mediaPlaylist(packaged))
  const seconds = segments.reduce((sum, segment) => sum + segment.seconds, 0)
  const bits = segments.reduce((sum, { size }) => sum + size * 8, 0)
  // A last segment of a few frames would make an absurd peak.
  const rates = segments.map((segment) => (segment.seconds >= 1 ? (segment.size * 8) / segment.seconds : 0))
  const average = Math.ceil(bits / seconds)
  return { seconds, bandwidth: { peak: Math.max(average, Math.ceil(Math.max(...rates))), average } }
}
