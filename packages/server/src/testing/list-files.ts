import type { ListedFile, Storage } from '../platform/storage/storage.ts'

/** Every file below a path, at once. */
export async function listFiles(storage: Storage, prefix?: string): Promise<ListedFile[]> {
  const files: ListedFile[] = []
  for await (const file of storage.list(prefix)) files.push(file)
  return files
}
