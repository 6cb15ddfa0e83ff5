/** One box of an MP4 file (ISO/IEC 14496-12, 4.2). */
export interface Box {
  type: string
  body: Buffer
}

/** The boxes that fill these bytes, one after the other; throws where they do not. */
export function readBoxes(bytes: Buffer): Box[] {
  const boxes: Box[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = at + 8 <= bytes.length ? bytes.readUInt32BE(at) : 0
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (size < 8 || at + size > bytes.length) throw new Error(`a box “${type}” of ${size} bytes does not fit`)
    boxes.push({ type, body: bytes.subarray(at + 8, at + size) })
    at += size
  }
  return boxes
}

/** The one box at the end of a path through containers; throws where there is none or more than one. */
export function theBox(boxes: Box[], path: string): Buffer {
  const [type, ...deeper] = path.split(' ')
  const found = boxes.filter((box) => box.type === type)
  const [first] = found
  if (!first || found.length > 1) throw new Error(`there is not one box ${type}, but ${found.length}`)
  return deeper.length === 0 ? first.body : theBox(readBoxes(first.body), deeper.join(' '))
}

/** A full box: its version, its flags, and the numbers that follow, read in their order. */
export function fullBox(body: Buffer) {
  let next = 4
  const take = (bytes: number) => {
    next += bytes
    return next - bytes
  }
  const version = body.readUInt8(0)
  const u32 = () => body.readUInt32BE(take(4))
  return {
    version,
    flags: body.readUIntBE(1, 3),
    u32,
    i32: () => body.readInt32BE(take(4)),
    /** As wide as the version says. */
    wide: () => (version === 1 ? Number(body.readBigUInt64BE(take(8))) : u32()),
    skip: (bytes: number): void => void take(bytes),
    rest: () => body.subarray(next),
  }
}
