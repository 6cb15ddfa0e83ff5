import { createWriteStream, type Stats } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ArrivalGone, type Arrivals, draftOf } from './arrivals.ts'
import { freeSpace } from './free-space.ts'

const ticket = 'disk'
const writeBufferBytes = 1024 * 1024

/** Files that grow under another name, and are given theirs when they are whole. */
export function diskArrivals({ root, locate }: { root: string; locate: (path: string) => string }): Arrivals {
  const draft = ({ path }: { path: string }) => locate(draftOf(path))

  return {
    async begin(file) {
      await mkdir(dirname(draft(file)), { recursive: true })
      await (await open(draft(file), 'wx')).close()
      return ticket
    },
    async received(arrival) {
      if (arrival.ticket !== ticket) return undefined
      return (await look(draft(arrival)))?.size ?? (await look(locate(arrival.path)))?.size
    },
    async append(arrival, offset, bytes) {
      const file = createWriteStream(draft(arrival), { flags: 'r+', start: offset, highWaterMark: writeBufferBytes })
      await pipeline(bytes, file).catch(gone)
      return offset + file.bytesWritten
    },
    async finish(arrival) {
      const whole = locate(arrival.path)
      try {
        await sync(draft(arrival))
        await rename(draft(arrival), whole)
      } catch (error) {
        if (!isAbsent(error) || (await look(whole))?.size !== arrival.sizeBytes) return gone(error)
      }
      await sync(dirname(whole))
    },
    async abandon(path) {
      await rm(draft({ path }), { force: true })
      await rm(locate(path), { force: true })
    },
    room: async () => (await freeSpace(root)).bytes,
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function look(file: string): Promise<Stats | undefined> {
  return await stat(file).catch((error) => {
    if (isAbsent(error)) return undefined
    throw error
  })
}

function gone(error: unknown): never {
  if (isAbsent(error)) throw new ArrivalGone('the file is not on its way', { cause: error })
  throw error
}

function isAbsent(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
