import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, type Dirent } from 'node:fs'
import { access, constants, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { HotFiles } from './hot-files.ts'
import { type ListedFile, type Storage, StorageRefused } from './storage.ts'
import { storagePath } from './storage-path.ts'

// Measured: with Node's default of 64 KiB a segment takes half as long again to send.
const readBufferBytes = 256 * 1024

/** Files below one folder. */
export function diskStorage(folder: string): Storage {
  const root = normalize(folder)
  const locate = (path: string) => join(root, storagePath(path))
  const hot = new HotFiles((path) => readFile(locate(path)))

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

  return {
    put: (path, bytes) => putDraft(path, (draft) => writeFile(draft, bytes, { flush: true })),
    putStream: (path, bytes) => putDraft(path, (draft) => pipeline(bytes, createWriteStream(draft, { flush: true }))),
    async head(path) {
      const found = await stat(locate(path)).catch(absent)
      if (!found?.isFile()) return undefined
      return { size: found.size, etag: `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"` }
    },
    read(path, range) {
      return createReadStream(locate(path), { highWaterMark: readBufferBytes, ...range })
    },
    readHot: (path, file) => hot.read(path, file),
    readAll: (path) => readFile(locate(path)).catch(absent),
    list: (prefix) => (prefix === undefined ? filesBelow(root) : filesBelow(locate(prefix), `${storagePath(prefix)}/`)),
    async deleteAll(prefix) {
      await rm(locate(prefix), { recursive: true, force: true })
    },
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
