import { readFile } from 'node:fs/promises'
import type { StoredFile } from './storage.ts'

const largestBytes = 2 * 1024 * 1024
const maxTotalBytes = 64 * 1024 * 1024

/** Small files read lately, whole and in memory, the longest unused going first: many learners watch the same minute. */
export class HotFiles {
  readonly #kept = new Map<string, { etag: string; size: number; bytes: Promise<Buffer> }>()
  #total = 0

  /** The file's bytes as of this `etag`; undefined where the file is too large to be kept. */
  read(file: string, { size, etag }: StoredFile): Promise<Buffer> | undefined {
    if (size > largestBytes) return undefined
    const known = this.#kept.get(file)
    this.#forget(file)
    const entry = known?.etag === etag ? known : { etag, size, bytes: readFile(file) }
    this.#kept.set(file, entry)
    this.#total += size
    if (entry !== known) entry.bytes.catch(() => this.#kept.get(file) === entry && this.#forget(file))
    for (const oldest of this.#kept.keys()) {
      if (this.#total <= maxTotalBytes) break
      this.#forget(oldest)
    }
    return entry.bytes
  }

  #forget(file: string): void {
    this.#total -= this.#kept.get(file)?.size ?? 0
    this.#kept.delete(file)
  }
}
