import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One rendition as a packager left it: an initialisation part and segments, in the clear. */
export interface ReadyMadeRendition {
  init: Buffer
  segments: { seconds: number; bytes: Buffer }[]
}

/** Reads `<name>.m3u8` beside its single `<name>.mp4`: a media playlist of byte ranges. */
export async function readReadyMade(dir: string, name: string): Promise<ReadyMadeRendition> {
  const [playlist, file] = await Promise.all([
    readFile(join(dir, `${name}.m3u8`), 'utf8'),
    readFile(join(dir, `${name}.mp4`)),
  ])
  const map = /#EXT-X-MAP:.*BYTERANGE="(\d+)@(\d+)"/.exec(playlist)
  if (!map) throw new Error(`${name}.m3u8 in ${dir} names no initialisation part`)
  const cut = (length: string, offset: string) => {
    const start = Number(offset)
    const end = start + Number(length)
    if (end > file.length) throw new Error(`${name}.m3u8 in ${dir} reaches past the end of ${name}.mp4`)
    return file.subarray(start, end)
  }
  const segments = [...playlist.matchAll(/#EXTINF:([\d.]+),.*\n#EXT-X-BYTERANGE:(\d+)@(\d+)/g)].map(
    ([, seconds = '', length = '', offset = '']) => ({ seconds: Number(seconds), bytes: cut(length, offset) }),
  )
  if (segments.length === 0) throw new Error(`${name}.m3u8 in ${dir} names no segments`)
  return { init: cut(map[1] ?? '', map[2] ?? ''), segments }
}
