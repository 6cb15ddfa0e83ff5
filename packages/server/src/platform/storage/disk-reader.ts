import { close, createReadStream, fstat, open as openFile, read, type Stats, stat } from 'node:fs'
import { promisify } from 'node:util'
import { BufferPool } from './buffer-pool.ts'
import { weigh } from './byte-range.ts'
import { HotFiles, openHot } from './hot-files.ts'
import type { Opened, StoredFile, Wanted } from './storage.ts'

// Callbacks underneath: a file handle costs as much again as what is done with it.
const disk = { open: promisify(openFile), look: promisify(fstat), find: promisify(stat), read: promisify(read) }

// Measured: with Node's default of 64 KiB a large file takes half as long again to send.
export const readBufferBytes = 256 * 1024

/** The files below a folder, for readers. */
export function diskReader(locate: (path: string) => string) {
  const hot = new HotFiles()
  const pool = new BufferPool(HotFiles.largestBytes)

  async function head(path: string): Promise<StoredFile | undefined> {
    const found = await disk.find(locate(path)).catch(absent)
    return found && describe(found)
  }

  async function open(path: string, wanted: Wanted = {}): Promise<Opened> {
    const kept = hot.find(path)
    if (kept && (await head(path))?.etag === kept.etag) return openHot(kept, wanted)
    // Opened before it is looked at, so that what is said of a file and its bytes are one and the same file's.
    const fd = await disk.open(locate(path), 'r').catch(absent)
    if (fd === undefined) return { state: 'absent' }
    let isStreaming = false
    try {
      const file = describe(await disk.look(fd))
      if (!file) return { state: 'absent' }
      const verdict = weigh(file, wanted)
      if (verdict.state !== 'open') return verdict
      const whole = verdict.span ? undefined : await readWhole(path, fd, file)
      if (whole) return { ...verdict, ...whole }
      isStreaming = true
      const bytes = createReadStream('', { fd, highWaterMark: readBufferBytes, start: 0, ...verdict.span })
      return { ...verdict, bytes }
    } finally {
      if (!isStreaming) close(fd)
    }
  }

  async function readWhole(
    path: string,
    fd: number,
    file: StoredFile,
  ): Promise<{ bytes: Buffer; release?: () => void } | undefined> {
    if (!HotFiles.mayKeep(file)) return undefined
    if (hot.isAskedForAgain(path, file)) {
      const bytes = await fill(fd, Buffer.allocUnsafeSlow(file.size))
      hot.keep(path, { ...file, bytes })
      return { bytes }
    }
    const lent = pool.lend()
    if (!lent) return undefined
    const release = () => pool.takeBack(lent)
    try {
      return { bytes: await fill(fd, lent.subarray(0, file.size)), release }
    } catch (error) {
      release()
      throw error
    }
  }

  return { head, open }
}

async function fill(fd: number, buffer: Buffer): Promise<Buffer> {
  for (let at = 0; at < buffer.length; ) {
    const { bytesRead } = await disk.read(fd, buffer, at, buffer.length - at, at)
    if (bytesRead === 0) throw new Error('the file became shorter while it was read')
    at += bytesRead
  }
  return buffer
}

function describe(found: Stats): StoredFile | undefined {
  if (!found.isFile()) return undefined
  return { size: found.size, etag: `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"` }
}

/** Nothing, where a file is not there. */
export function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
