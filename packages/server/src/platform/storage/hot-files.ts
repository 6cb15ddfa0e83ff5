import type { StoredFile } from './storage.ts'

const largestBytes = 2 * 1024 * 1024
const maxTotalBytes = 64 * 1024 * 1024

/** Small files read lately, whole and in memory, the longest unused going first: many learners watch the same minute. */
export class HotFiles {
  readonly #load: (path: string) => Promise<Buffer>
  readonly #kept = new Map<string, { etag: string; size: number; bytes: Promise<Buffer> }>()
  #total = 0

  constructor(load: (path: string) => Promise<Buffer>) {
    this.#load = load
  }

  /** The file's bytes as of this `etag`; undefined where the file is too large to be kept. */
  read(path: string, { size, etag }: StoredFile): Promise<Buffer> | undefined {
    if (size > largestBytes) return undefined
    const known = this.#kept.get(path)
    this.#forget(path)
    const entry = known?.etag === etag ? known : { etag, size, bytes: this.#load(path) }
    this.#kept.set(path, entry)
    this.#total += size
    if (entry !== known) entry.bytes.catch(() => this.#kept.get(path) === entry && this.#forget(path))
    for (const oldest of this.#kept.keys()) {
      if (this.#total <= maxTotalBytes) break
      this.#forget(oldest)
    }
    return entry.bytes
  }

  #forget(path: string): void {
    this.#total -= this.#kept.get(path)?.size ?? 0
    this.#kept.delete(path)
  }
}
