import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'

const readBufferBytes = 1024 * 1024

/** The SHA-256 of a file of any size; `onBytes` hears of every part that was read. */
export async function hashFile(file: string, onBytes: (bytes: number) => void = () => undefined): Promise<Buffer> {
  return await hashBytes(createReadStream(file, { highWaterMark: readBufferBytes }), onBytes)
}

export async function hashBytes(bytes: Readable, onBytes: (bytes: number) => void = () => undefined): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) {
    hash.update(chunk as Buffer)
    onBytes((chunk as Buffer).length)
  }
  return hash.digest()
}
