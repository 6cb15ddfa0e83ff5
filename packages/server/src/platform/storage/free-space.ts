import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A disk, and how much of it is free. */
export interface FreeSpace {
  device: number
  bytes: number
}

/** The disk that a folder lies on, or will once it is made. */
export async function freeSpace(folder: string): Promise<FreeSpace> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && dirname(folder) !== folder) return undefined
    throw error
  })
  if (!found) return freeSpace(dirname(folder))
  const { bavail, bsize } = await statfs(folder)
  return { device: found.dev, bytes: bavail * bsize }
}

/** Whether a write failed because the disk, or our share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
}
