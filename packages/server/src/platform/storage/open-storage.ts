import { diskStorage } from './disk-storage.ts'
import type { ObjectStoreSettings } from './s3-storage.ts'
import type { Storage } from './storage.ts'

/** Where files are kept: in the object store when there is one, in the folder otherwise. Asks nothing of the network. */
export async function openStorage(places: {
  folder: string
  objectStore: ObjectStoreSettings | undefined
}): Promise<Storage> {
  if (!places.objectStore) return diskStorage(places.folder)
  // Loaded where it is used only: it takes longer to load than a command takes to run.
  const { s3Storage } = await import('./s3-storage.ts')
  return s3Storage(places.objectStore)
}
