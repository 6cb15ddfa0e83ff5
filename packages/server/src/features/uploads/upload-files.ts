import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { UploadSettings } from './upload.ts'

/** Where the bytes of an upload wait, on the machine that received them. */
export function uploadFile({ folder }: UploadSettings, id: string): string {
  return join(folder, id)
}

/** How many bytes of it are here. */
export async function receivedBytes(settings: UploadSettings, id: string): Promise<number> {
  const found = await stat(uploadFile(settings, id)).catch(absent)
  return found?.size ?? 0
}

/** Has the disk really keep the file, so that not even a power loss takes it back. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export async function removeBytes(settings: UploadSettings, id: string): Promise<void> {
  const file = uploadFile(settings, id)
  await Promise.all([rm(file, { force: true }), rm(`${file}.json`, { force: true })])
}

/** The ids of all that lies here, whatever became of it. */
export async function listBytes({ folder }: UploadSettings): Promise<string[]> {
  const names = (await readdir(folder).catch(absent)) ?? []
  return [...new Set(names.map((name) => name.replace(/\.json$/, '')).filter((name) => /^[0-9a-f]{24}$/.test(name)))]
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined
  throw error
}
