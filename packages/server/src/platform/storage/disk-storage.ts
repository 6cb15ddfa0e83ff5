import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, type Dirent } from 'node:fs'
import { access, constants, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { diskArrivals } from './disk-arrivals.ts'
import { absent, diskReader, readBufferBytes } from './disk-reader.ts'
import { type ListedFile, type Storage, StorageRefused } from './storage.ts'
import { storagePath } from './storage-path.ts'

/** Files below one folder. */
export function diskStorage(folder: string): Storage {
  const root = normalize(folder)
  const locate = (path: string) => join(root, storagePath(path))
  const reader = diskReader(locate)

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
    head: reader.head,
    open: reader.open,
    read: (path, span) => createReadStream(locate(path), { highWaterMark: readBufferBytes, ...span }),
    readAll: (path) => readFile(locate(path)).catch(absent),
    fileOf: locate,
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
