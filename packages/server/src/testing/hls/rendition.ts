import { createDecipheriv } from 'node:crypto'
import type { Tell } from './attributes.ts'
import { type InitPart, readInitPart } from './init-part.ts'
import { type MediaPlaylist, readMediaPlaylist, type SegmentKey } from './media-playlist.ts'
import { readSegment, type Times } from './segment.ts'
import { readWebVtt } from './web-vtt.ts'

/** Fetches what an address holds; tells what is wrong with the answer. */
export type Fetch = (url: string, type: RegExp) => Promise<Buffer>

/** One media playlist with all it leads to, measured. */
export interface Rendition {
  url: string
  playlist: MediaPlaylist
  /** Bytes on the wire of each segment. */
  sizes: number[]
  /** Of pictures and sound. */
  init?: InitPart
  times: Times[]
  /** Of captions: where in the video's time theirs begins. */
  zeroAtSeconds?: number
  isEncrypted: boolean
}

export const playlistType = /^(?:application\/vnd\.apple\.mpegurl|audio\/mpegurl)$/i
const mediaType = /^(?:video|audio)\/mp4$/
const captionType = /^text\/vtt(?:;|$)/
// Players tolerate less than a frame; ours are written to the microsecond.
const slackSeconds = 0.001

/** Fetches, decrypts and reads every segment of pictures or sound. */
export async function walkMedia(url: string, fetch: Fetch, tell: Tell): Promise<Rendition> {
  const playlist = readMediaPlaylist(await fetch(url, playlistType), tell)
  const { segments } = playlist
  const [map, ...others] = new Set(segments.map((segment) => segment.map))
  if (map === undefined || others.length > 0) tell('has segments without one EXT-X-MAP above all of them')
  const init = await attempt(`${map}`, tell, async () =>
    readInitPart(await fetch(new URL(map ?? '', url).href, mediaType)),
  )
  const keys = new Map<string, Buffer>()
  const sizes: number[] = []
  const times: Times[] = []
  for (const { uri, seconds, key } of segments) {
    const bytes = await fetch(new URL(uri, url).href, mediaType)
    sizes.push(bytes.length)
    const say: Tell = (problem) => tell(`has ${uri}, which ${problem}`)
    const read = await attempt(uri, tell, async () => {
      const clear = key ? await decrypt(bytes, key, { url, keys, fetch }) : bytes
      return init && readSegment(clear, init, say)
    })
    if (!read) continue
    if (Math.abs(read.to - read.from - seconds) > slackSeconds)
      say(`lasts ${read.to - read.from} s and is said to last ${seconds}`)
    const due = times.at(-1)?.to ?? read.from
    if (read.from !== due) say(`begins at ${read.from} where ${due} is due`)
    times.push(read)
  }
  const isEncrypted = segments.every(({ key }) => key !== undefined)
  return { url, playlist, sizes, times, isEncrypted, ...(init ? { init } : {}) }
}

/** Fetches and reads a caption file. */
export async function walkCaptions(url: string, fetch: Fetch, tell: Tell): Promise<Rendition> {
  const playlist = readMediaPlaylist(await fetch(url, playlistType), tell)
  const sizes: number[] = []
  let zeroAtSeconds = 0
  for (const { uri } of playlist.segments) {
    const bytes = await fetch(new URL(uri, url).href, captionType)
    sizes.push(bytes.length)
    ;({ zeroAtSeconds } = readWebVtt(bytes, (problem) => tell(`has ${uri}, which ${problem}`)))
  }
  return { url, playlist, sizes, times: [], isEncrypted: false, zeroAtSeconds }
}

async function attempt<T>(name: string, tell: Tell, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    tell(`has ${name}, which cannot be read: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

async function decrypt(
  bytes: Buffer,
  key: SegmentKey,
  { url, keys, fetch }: { url: string; keys: Map<string, Buffer>; fetch: Fetch },
): Promise<Buffer> {
  const address = new URL(key.uri, url).href
  const secret = keys.get(address) ?? (await fetch(address, /(?:)/))
  keys.set(address, secret)
  if (secret.length !== 16) throw new Error(`its key ${key.uri} has ${secret.length} bytes`)
  const cipher = createDecipheriv('aes-128-cbc', secret, key.iv)
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}
