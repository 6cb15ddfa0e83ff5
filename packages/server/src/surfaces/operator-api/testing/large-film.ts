import { createHash, randomFillSync } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

const blockBytes = 4 * 1024 * 1024

/** Writes a file of this size that begins as an MP4 does, and no part of which is like another; its sha256. */
export async function writeFilm(file: string, sizeBytes: number): Promise<Buffer> {
  const hash = createHash('sha256')
  const out = createWriteStream(file)
  const block = randomFillSync(Buffer.alloc(blockBytes))
  for (let at = 0; at < sizeBytes; at += blockBytes) {
    block.writeDoubleLE(at, 64)
    if (at === 0) block.write('\0\0\0\u0020ftypisom', 0, 'latin1')
    const piece = Buffer.from(block.subarray(0, sizeBytes - at))
    hash.update(piece)
    if (!out.write(piece)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'close')
  return hash.digest()
}
