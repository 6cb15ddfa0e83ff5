import { createHash } from 'node:crypto'
import type { Storage } from '../../platform/storage/storage.ts'
import { publicPath } from '../media/index.ts'
import { readPicture } from './picture.ts'

const folder = 'pictures'

/** Stores a picture of a channel, video or author where anyone may see it; the same once more is the same file. */
export async function keepPicture(
  { storage }: { storage: Storage },
  { ownerId, bytes }: { ownerId: string; bytes: Buffer },
): Promise<string> {
  const { extension } = readPicture(bytes)
  const content = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const path = `${folder}/${ownerId}-${content}.${extension}`
  await storage.put(publicPath(path), bytes)
  return path
}

/** Removes pictures nothing shows any more; what others put there is not ours to remove. */
export async function removePictures({ storage }: { storage: Storage }, paths: readonly string[]): Promise<void> {
  for (const path of paths) if (path.startsWith(`${folder}/`)) await storage.deleteAll(publicPath(path))
}
