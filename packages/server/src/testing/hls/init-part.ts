import { type Box, fullBox, readBoxes, theBox } from './boxes.ts'

/** What an initialisation part says of its one track. */
export interface InitPart {
  trackId: number
  kind: 'video' | 'audio'
  timescale: number
  /** As CODECS names it (RFC 6381). */
  codec: string
  /** `640x360` of a picture. */
  resolution: string | undefined
  channels: number | undefined
  /** Where in the track's own time the presentation begins. */
  editStart: number
  /** How many bytes tell the length of a unit of the picture. */
  lengthBytes: number
  defaults: SampleDefaults
}

export interface SampleDefaults {
  duration: number
  size: number
  flags: number
}

/** Reads an initialisation part; throws what RFC 8216, 3.3 does not allow. */
export function readInitPart(bytes: Buffer): InitPart {
  const boxes = readBoxes(bytes)
  if (
    boxes
      .slice(0, 2)
      .map(({ type }) => type)
      .join() !== 'ftyp,moov'
  )
    throw new Error('it is not ftyp and moov')
  const brands = theBox(boxes, 'ftyp').toString('latin1')
  if (!/iso[6-9]|cmfc|cmf2/.test(brands)) throw new Error('its ftyp names no brand of iso6 or higher')
  const moov = readBoxes(theBox(boxes, 'moov'))
  const track = readBoxes(theBox(moov, 'trak'))
  const media = readBoxes(theBox(track, 'mdia'))
  const table = readBoxes(theBox(media, 'minf stbl'))
  for (const type of ['stts', 'stsc', 'stco']) {
    if (fullBox(theBox(table, type)).u32() !== 0) throw new Error(`its ${type} lists samples`)
  }
  const header = fullBox(theBox(track, 'tkhd'))
  header.wide()
  header.wide()
  const trackId = header.u32()
  const timescale = readTimescale(theBox(media, 'mdhd'))
  return {
    trackId,
    timescale,
    editStart: editStart(track, { timescale, movieTimescale: readTimescale(theBox(moov, 'mvhd')) }),
    defaults: defaults(theBox(moov, 'mvex trex'), trackId),
    ...describe(theBox(table, 'stsd')),
  }
}

function readTimescale(header: Buffer): number {
  const box = fullBox(header)
  box.wide()
  box.wide()
  return box.u32()
}

/** An edit that skips what comes before the first picture; one that is empty makes all of it wait. */
function editStart(track: Box[], { timescale, movieTimescale }: { timescale: number; movieTimescale: number }): number {
  if (!track.some(({ type }) => type === 'edts')) return 0
  const box = fullBox(theBox(track, 'edts elst'))
  let waits = 0
  for (let left = box.u32(); left > 0; left -= 1) {
    const duration = box.wide()
    const from = box.version === 1 ? box.wide() : box.i32()
    box.skip(4)
    if (from >= 0 && left > 1) throw new Error('it is put together from several edits')
    if (from >= 0) return from - waits
    waits += (duration * timescale) / movieTimescale
  }
  return -waits
}

function defaults(trex: Buffer, trackId: number): SampleDefaults {
  const box = fullBox(trex)
  if (box.u32() !== trackId) throw new Error('its trex is of another track')
  box.u32()
  return { duration: box.u32(), size: box.u32(), flags: box.u32() }
}

function describe(stsd: Buffer): Pick<InitPart, 'kind' | 'codec' | 'resolution' | 'channels' | 'lengthBytes'> {
  const [entry, ...more] = readBoxes(fullBox(stsd).rest().subarray(4))
  if (!entry || more.length > 0) throw new Error('it describes its samples in none or several ways')
  const { type, body } = entry
  if (type === 'avc1') {
    const config = theBox(readBoxes(body.subarray(78)), 'avcC')
    return {
      kind: 'video',
      codec: `avc1.${config.toString('hex', 1, 4)}`,
      resolution: `${body.readUInt16BE(24)}x${body.readUInt16BE(26)}`,
      channels: undefined,
      lengthBytes: (config.readUInt8(4) & 3) + 1,
    }
  }
  if (type !== 'mp4a') throw new Error(`it holds ${type}`)
  const config = theBox(readBoxes(body.subarray(28)), 'esds')
  const { objectType, decoder } = audioConfig(config.subarray(4))
  const channels = (decoder.readUInt8(1) >> 3) & 15
  const codec = `mp4a.${objectType.toString(16)}.${decoder.readUInt8(0) >> 3}`
  return { kind: 'audio', codec, channels, resolution: undefined, lengthBytes: 0 }
}

/** The decoder's configuration, from descriptors within descriptors (ISO/IEC 14496-1, 7.2.6). */
function audioConfig(bytes: Buffer): { objectType: number; decoder: Buffer } {
  const stream = descriptor(bytes, 3)
  const config = descriptor(stream.subarray(3), 4)
  return { objectType: config.readUInt8(0), decoder: descriptor(config.subarray(13), 5) }
}

function descriptor(bytes: Buffer, tag: number): Buffer {
  if (bytes.readUInt8(0) !== tag) throw new Error(`its esds has descriptor ${bytes.readUInt8(0)} in place of ${tag}`)
  let [length, at] = [0, 1]
  for (let byte = 0x80; byte & 0x80; at += 1) {
    byte = bytes.readUInt8(at)
    length = (length << 7) | (byte & 0x7f)
  }
  return bytes.subarray(at, at + length)
}
