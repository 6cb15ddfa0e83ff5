import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** One rendition as a packager left it: an initialisation part and segments, in the clear. */
export interface ReadyMadeRendition {
  init: Buffer
  segments: ReadyMadeSegment[]
}

export interface ReadyMadeSegment {
  seconds: number
  size: number
  /** The bytes, read when they are wanted: an hour of video does not fit into memory. */
  read(): Promise<Buffer>
}

/** Reads `<name>.m3u8` beside its single `<name>.mp4`: a media playlist of byte ranges. */
export async function readReadyMade(dir: string, name: string): Promise<ReadyMadeRendition> {
  const file = join(dir, `${name}.mp4`)
  const [playlist, { size: total }] = await Promise.all([readFile(join(dir, `${name}.m3u8`), 'utf8'), stat(file)])
  const map = /#EXT-X-MAP:.*BYTERANGE="(\d+)@(\d+)"/.exec(playlist)
  if (!map) throw new Error(`${name}.m3u8 in ${dir} names no initialisation part`)
  const cut = (length: string, offset: string) => {
    const [start, size] = [Number(offset), Number(length)]
    if (start + size > total) throw new Error(`${name}.m3u8 in ${dir} reaches past the end of ${name}.mp4`)
    return { size, read: () => readRange(file, start, size) }
  }
  const segments = [...playlist.matchAll(/#EXTINF:([\d.]+),.*\n#EXT-X-BYTERANGE:(\d+)@(\d+)/g)].map(
    ([, seconds = '', length = '', offset = '']) => ({ seconds: Number(seconds), ...cut(length, offset) }),
  )
  if (segments.length === 0) throw new Error(`${name}.m3u8 in ${dir} names no segments`)
  return { init: await cut(map[1] ?? '', map[2] ?? '').read(), segments }
}

async function readRange(file: string, start: number, size: number): Promise<Buffer> {
  const handle = await open(file, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(size), 0, size, start)
    if (bytesRead < size) throw new Error(`${file} changed while it was read`)
    return buffer
  } finally {
    await handle.close()
  }
}
