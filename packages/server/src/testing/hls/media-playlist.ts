import { readAttributes, type Tell } from './attributes.ts'
import { checkVersion, type Line, readLines } from './playlist-lines.ts'

export interface SegmentKey {
  uri: string
  iv: Buffer
}

export interface ListedSegment {
  uri: string
  seconds: number
  key: SegmentKey | undefined
  /** The address of its initialisation part. */
  map: string | undefined
}

export interface MediaPlaylist {
  targetSeconds: number
  isIndependent: boolean
  segments: ListedSegment[]
}

/** A media playlist of something that has an end (RFC 8216, 4.3.2 and 4.3.3). */
export function readMediaPlaylist(bytes: Buffer, tell: Tell): MediaPlaylist {
  const lines = readLines(bytes, 'media', tell)
  const value = (name: string) => lines.find(({ tag }) => tag === name)?.text
  const target = value('EXT-X-TARGETDURATION')
  if (!/^\d{1,20}$/.test(target ?? '')) tell(`has no EXT-X-TARGETDURATION in whole seconds`)
  if (value('EXT-X-PLAYLIST-TYPE') !== 'VOD') tell('is not marked as EXT-X-PLAYLIST-TYPE:VOD')
  if (lines.at(-1)?.tag !== 'EXT-X-ENDLIST') tell('does not end with EXT-X-ENDLIST')
  if (!/^\d{1,20}$/.test(value('EXT-X-MEDIA-SEQUENCE') ?? '0')) tell('has an EXT-X-MEDIA-SEQUENCE that is no number')
  const late = lines.findLastIndex(({ tag }) => /^EXT-X-(TARGETDURATION|MEDIA-SEQUENCE|PLAYLIST-TYPE)$/.test(tag))
  const firstAddress = lines.findIndex(({ tag }) => tag === '')
  if (firstAddress >= 0 && late > firstAddress) tell('says of the whole what it should, but only after its segments')
  const segments = readSegments(lines, tell)
  for (const { uri, seconds } of segments) {
    if (Math.round(seconds) > Number(target)) tell(`has ${uri} of ${seconds} s, and EXT-X-TARGETDURATION:${target}`)
  }
  checkVersion(lines, neededVersion(lines), tell)
  return { targetSeconds: Number(target), isIndependent: value('EXT-X-INDEPENDENT-SEGMENTS') !== undefined, segments }
}

function readSegments(lines: Line[], tell: Tell): ListedSegment[] {
  const segments: ListedSegment[] = []
  let seconds: number | undefined
  let key: SegmentKey | undefined
  let map: string | undefined
  for (const { tag, text } of lines) {
    if (tag === 'EXTINF') {
      if (seconds !== undefined) tell(`has EXTINF:${text} before the segment of the one above`)
      if (!/^\d+(?:\.\d+)?,/.test(text)) tell(`has EXTINF:${text}, which is no duration with a comma`)
      seconds = Number.parseFloat(text)
    } else if (tag === 'EXT-X-MAP') {
      if (key) tell('has EXT-X-MAP under an EXT-X-KEY: its part would be encrypted too')
      map = readAttributes(text, { URI: 'quoted!' }, (problem) => tell(`has an EXT-X-MAP that ${problem}`))['URI']
    } else if (tag === 'EXT-X-KEY') {
      key = readKey(text, (problem) => tell(`has an EXT-X-KEY that ${problem}`))
    } else if (tag === '') {
      if (seconds === undefined) tell(`has ${text} without EXTINF`)
      segments.push({ uri: text, seconds: seconds ?? 0, key, map })
      seconds = undefined
    }
  }
  if (seconds !== undefined) tell('has an EXTINF without a segment')
  if (segments.length === 0) tell('has no segments')
  return segments
}

function readKey(text: string, tell: Tell): SegmentKey | undefined {
  const { METHOD, URI, IV } = readAttributes(text, { METHOD: 'enumerated!', URI: 'quoted', IV: 'hex' }, tell)
  if (METHOD === 'NONE') {
    if (URI !== undefined || IV !== undefined) tell('has METHOD=NONE and more')
    return undefined
  }
  if (METHOD !== 'AES-128') tell(`has METHOD=${METHOD}, which is not AES-128`)
  if (URI === undefined) tell('lacks URI')
  // Without one the number of the segment counts, which we never rely on.
  if (IV?.length !== 34) tell('has no IV of 128 bits')
  return { uri: URI ?? '', iv: Buffer.from((IV ?? '').slice(2), 'hex') }
}

function neededVersion(lines: Line[]): number {
  const uses = (name: string, how = /(?:)/) => lines.some(({ tag, text }) => tag === name && how.test(text))
  if (uses('EXT-X-MAP')) return 6
  if (uses('EXTINF', /^\d+\./)) return 3
  return uses('EXT-X-KEY', /IV=/) ? 2 : 1
}
