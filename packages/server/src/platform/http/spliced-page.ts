import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A page that is the same for everyone but for one short text in its midst. */
export interface SplicedPage {
  before: Part & { checksum: number }
  after: Part
}

interface Part {
  plain: Buffer
  deflated: Buffer
}

// gzip's own head: deflated, no name, no time, whatever system.
const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
const maxText = 0xffff

/** Compresses both sides beforehand, so that sending the page costs little more than its text. */
export function splicePage(before: string, after = ''): SplicedPage {
  const [head, tail] = [Buffer.from(before), Buffer.from(after)]
  // Flushed to a whole byte and left open, for what follows.
  const open = deflateRawSync(head, { level: 9, finishFlush: constants.Z_SYNC_FLUSH })
  return {
    before: { plain: head, deflated: open, checksum: crc32(head) },
    after: { plain: tail, deflated: deflateRawSync(tail, { level: 9 }) },
  }
}

/** Sends the page with this text, of at most 64 KB, in its place; compressed where the browser takes it. */
export function sendSpliced(
  request: FastifyRequest,
  reply: FastifyReply,
  { before, after }: SplicedPage,
  text = '',
): FastifyReply {
  const middle = Buffer.from(text)
  if (middle.length > maxText) throw new RangeError('the text is too long for its place')
  reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding, accept-language')
  if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
    return reply.send(Buffer.concat([before.plain, middle, after.plain]))
  return reply
    .header('content-encoding', 'gzip')
    .send(
      Buffer.concat([
        gzipHead,
        before.deflated,
        ...storedBlock(middle),
        after.deflated,
        gzipTail(before, middle, after),
      ]),
    )
}

/** The text as a block of its own that is not compressed, and not the last. */
function storedBlock(text: Buffer): Buffer[] {
  if (text.length === 0) return []
  const head = Buffer.alloc(5)
  head.writeUInt16LE(text.length, 1)
  head.writeUInt16LE(~text.length & 0xffff, 3)
  return [head, text]
}

/** The checksum and the length of what was compressed. */
function gzipTail(before: SplicedPage['before'], middle: Buffer, after: Part): Buffer {
  const tail = Buffer.alloc(8)
  tail.writeUInt32LE(crc32(after.plain, crc32(middle, before.checksum)))
  tail.writeUInt32LE(before.plain.length + middle.length + after.plain.length, 4)
  return tail
}
