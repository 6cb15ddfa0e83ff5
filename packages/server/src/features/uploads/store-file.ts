import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Clock } from '../../platform/clock.ts'
import { newId, type Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { uploadPath } from './upload.ts'

const readBufferBytes = 1024 * 1024

/** Copies a file to where every worker can read it, for `work` to take over; where that fails nothing stays behind. */
export async function withStored<Result>(
  deps: { clock: Clock; random: Random; storage: Storage },
  { file, onBytes }: { file: string; onBytes: (bytes: number) => void },
  work: (storagePath: string) => Promise<Result>,
): Promise<Result> {
  const storagePath = uploadPath(newId(deps))
  try {
    await deps.storage.putStream(storagePath, Readable.from(counted(file, onBytes), { objectMode: false }))
    return await work(storagePath)
  } catch (error) {
    await deps.storage.deleteAll(storagePath)
    throw error
  }
}

async function* counted(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file, { highWaterMark: readBufferBytes })) {
    onBytes((chunk as Buffer).length)
    yield chunk as Buffer
  }
}
