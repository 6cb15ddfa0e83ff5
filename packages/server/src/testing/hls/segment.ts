import type { Tell } from './attributes.ts'
import { type Box, fullBox, readBoxes, theBox } from './boxes.ts'
import type { InitPart, SampleDefaults } from './init-part.ts'

/** When a segment plays, in seconds of its track's own time. */
export interface Times {
  /** Decoding begins. */
  from: number
  /** Decoding ends, where the next segment goes on. */
  to: number
  /** The first moment that is shown or heard. */
  shown: number
}

interface Sample {
  duration: number
  size: number
  flags: number
  offset: number
}

const notSync = 0x10000
const keyFrame = 5

/** Reads a media segment in the clear; tells what RFC 8216, 3.3 does not allow. */
export function readSegment(bytes: Buffer, init: InitPart, tell: Tell): Times {
  const boxes = readBoxes(bytes)
  const fragments = boxes.flatMap((box, i) =>
    box.type === 'moof' ? [readFragment(box, boxes[i + 1], init, tell)] : [],
  )
  const strange = boxes.find(({ type }) => !/^(styp|sidx|moof|mdat|free|emsg|prft)$/.test(type))
  if (strange) tell(`holds a box ${strange.type}`)
  const [first] = fragments
  if (!first) throw new Error('there is no moof')
  checkStart(first, init, tell)
  let to = first.decodedAt
  for (const { decodedAt, samples } of fragments) {
    if (decodedAt !== to) tell(`goes on at ${decodedAt} where ${to} is due`)
    to = decodedAt + samples.reduce((sum, { duration }) => sum + duration, 0)
  }
  const shown = Math.min(...shownAt(first))
  const seconds = (ticks: number) => ticks / init.timescale
  return { from: seconds(first.decodedAt), to: seconds(to), shown: seconds(shown - init.editStart) }
}

type Fragment = ReturnType<typeof readFragment>

function readFragment(moof: Box, mdat: Box | undefined, init: InitPart, tell: Tell) {
  if (mdat?.type !== 'mdat') throw new Error('a moof is not followed by its mdat')
  const track = readBoxes(theBox(readBoxes(moof.body), 'traf'))
  if (!track.some(({ type }) => type === 'tfdt')) throw new Error('it does not say when it is decoded (tfdt)')
  const defaults = readHeader(theBox(track, 'tfhd'), init, tell)
  const samples = track.filter(({ type }) => type === 'trun').flatMap(({ body }) => readRun(body, defaults))
  const size = samples.reduce((sum, sample) => sum + sample.size, 0)
  if (size !== mdat.body.length) tell(`has samples of ${size} bytes in an mdat of ${mdat.body.length}`)
  return { decodedAt: fullBox(theBox(track, 'tfdt')).wide(), samples, data: mdat.body }
}

function readHeader(tfhd: Buffer, init: InitPart, tell: Tell): SampleDefaults {
  const box = fullBox(tfhd)
  const has = (flag: number) => (box.flags & flag) !== 0
  if (box.u32() !== init.trackId) tell('is of another track than its initialisation part')
  if (has(0x1) || !has(0x20000)) tell('is not addressed relative to its own fragment')
  if (has(0x1)) box.skip(8)
  if (has(0x2)) box.skip(4)
  return {
    duration: has(0x8) ? box.u32() : init.defaults.duration,
    size: has(0x10) ? box.u32() : init.defaults.size,
    flags: has(0x20) ? box.u32() : init.defaults.flags,
  }
}

function readRun(trun: Buffer, defaults: SampleDefaults): Sample[] {
  const box = fullBox(trun)
  const has = (flag: number) => (box.flags & flag) !== 0
  const count = box.u32()
  if (has(0x1)) box.skip(4)
  const firstFlags = has(0x4) ? box.u32() : undefined
  return Array.from({ length: count }, (_, i) => ({
    duration: has(0x100) ? box.u32() : defaults.duration,
    size: has(0x200) ? box.u32() : defaults.size,
    flags: has(0x400) ? box.u32() : i === 0 ? (firstFlags ?? defaults.flags) : defaults.flags,
    offset: has(0x800) ? box.i32() : 0,
  }))
}

function checkStart({ samples, data }: Fragment, { kind, lengthBytes }: InitPart, tell: Tell): void {
  const [first] = samples
  if (!first) throw new Error('it holds no samples')
  if ((first.flags & notSync) !== 0) tell('begins with a sample that says it depends on others')
  if (kind === 'video' && !unitTypes(data.subarray(0, first.size), lengthBytes).includes(keyFrame))
    tell('begins with a picture that is no key frame')
}

/** The kinds of the units a coded picture is made of (ISO/IEC 14496-10, 7.4.1). */
function unitTypes(sample: Buffer, lengthBytes: number): number[] {
  const types: number[] = []
  for (let at = 0; at + lengthBytes < sample.length; ) {
    types.push(sample.readUInt8(at + lengthBytes) & 31)
    at += lengthBytes + sample.readUIntBE(at, lengthBytes)
  }
  return types
}

function shownAt({ decodedAt, samples }: Fragment): number[] {
  let at = decodedAt
  return samples.map(({ duration, offset }) => {
    const shown = at + offset
    at += duration
    return shown
  })
}
