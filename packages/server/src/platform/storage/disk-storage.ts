import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, type Dirent, type Stats } from 'node:fs'
import { access, constants, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { weigh } from './byte-range.ts'
import { diskArrivals } from './disk-arrivals.ts'
import { HotFiles, openHot } from './hot-files.ts'
import { type ListedFile, type Opened, type Storage, StorageRefused, type StoredFile, type Wanted } from './storage.ts'
import { storagePath } from './storage-path.ts'

// Measured: with Node's default of 64 KiB a segment takes half as long again to send.
const readBufferBytes = 256 * 1024

/** Files below one folder. */
export function diskStorage(folder: string): Storage {
  const root = normalize(folder)
  const locate = (path: string) => join(root, storagePath(path))
  const hot = new HotFiles()

  async function putDraft(path: string, write: (draft: string) => Promise<void>): Promise<void> {
    const file = locate(path)
    const draft = `${file}.${randomUUID()}.draft`
    await mkdir(dirname(file), { recursive: true })
    try {
      await write(draft)
      await rename(draft, file)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
  }

  async function openFile(path: string, wanted: Wanted = {}): Promise<Opened> {
    const kept = hot.find(path)
    if (kept && (await stat(locate(path)).then(describe, absent))?.etag === kept.etag) return openHot(kept, wanted)
    // Opened before it is looked at, so that what is said of a file and its bytes are one and the same file's.
    const handle = await open(locate(path)).catch(absent)
    let isRead = false
    try {
      const file = handle && describe(await handle.stat())
      if (!file) return { state: 'absent' }
      const verdict = weigh(file, wanted)
      if (verdict.state !== 'open') return verdict
      if (!verdict.span && HotFiles.mayKeep(file)) {
        const bytes = await handle.readFile()
        hot.keep(path, { ...file, bytes })
        return { ...verdict, bytes }
      }
      isRead = true
      return { ...verdict, bytes: handle.createReadStream({ highWaterMark: readBufferBytes, ...verdict.span }) }
    } finally {
      if (!isRead) await handle?.close()
    }
  }

  return {
    put: (path, bytes) => putDraft(path, (draft) => writeFile(draft, bytes, { flush: true })),
    putStream: (path, bytes) => putDraft(path, (draft) => pipeline(bytes, createWriteStream(draft, { flush: true }))),
    async head(path) {
      const found = await stat(locate(path)).catch(absent)
      return found && describe(found)
    },
    read: (path, span) => createReadStream(locate(path), { highWaterMark: readBufferBytes, ...span }),
    open: openFile,
    readAll: (path) => readFile(locate(path)).catch(absent),
    list: (prefix) => (prefix === undefined ? filesBelow(root) : filesBelow(locate(prefix), `${storagePath(prefix)}/`)),
    async deleteAll(prefix) {
      await rm(locate(prefix), { recursive: true, force: true })
    },
    arrivals: diskArrivals({ root, locate }),
    async verify() {
      try {
        await mkdir(root, { recursive: true })
        await access(root, constants.W_OK)
      } catch (cause) {
        throw new StorageRefused(`Media cannot be written to ${root}. Let the program's user write there.`, { cause })
      }
    },
  }
}

function describe(found: Stats): StoredFile | undefined {
  if (!found.isFile()) return undefined
  return { size: found.size, etag: `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"` }
}

async function* filesBelow(folder: string, path = ''): AsyncGenerator<ListedFile> {
  const entries: Dirent[] = (await readdir(folder, { withFileTypes: true }).catch(absent)) ?? []
  for (const entry of entries) {
    const file = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(file, `${path}${entry.name}/`)
    if (!entry.isFile()) continue
    const found = await stat(file).catch(absent)
    if (found) yield { path: path + entry.name, size: found.size, modifiedAt: found.mtime }
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
