import { weigh } from './byte-range.ts'
import type { Opened, StoredFile, Wanted } from './storage.ts'

const maxTotalBytes = 64 * 1024 * 1024

export interface HotFile extends StoredFile {
  bytes: Buffer
}

/** Small files read lately, whole and in memory, the longest unused going first: many learners watch the same minute. */
export class HotFiles {
  static readonly largestBytes = 2 * 1024 * 1024
  readonly #noted = new Map<string, number>()
  #notedBytes = 0
  readonly #kept = new Map<string, HotFile>()
  readonly #loading = new Map<string, Promise<unknown>>()
  #total = 0

  /** Whether a file is small enough to be kept. */
  static mayKeep({ size }: StoredFile): boolean {
    return size <= HotFiles.largestBytes
  }

  /**
   * Whether a file was asked about here so lately that it would still be in memory: one that is wanted less often would
   * only drive out others.
   */
  isAskedForAgain(path: string, { size }: StoredFile): boolean {
    if (this.#unnote(path)) return true
    this.#noted.set(path, size)
    this.#notedBytes += size
    for (const oldest of this.#noted.keys()) {
      if (this.#notedBytes <= maxTotalBytes) break
      this.#unnote(oldest)
    }
    return false
  }

  #unnote(path: string): boolean {
    this.#notedBytes -= this.#noted.get(path) ?? 0
    return this.#noted.delete(path)
  }

  find(path: string): HotFile | undefined {
    const file = this.#kept.get(path)
    if (!file) return undefined
    this.#kept.delete(path)
    this.#kept.set(path, file)
    return file
  }

  keep(path: string, file: HotFile): void {
    this.forget(path)
    this.#kept.set(path, file)
    this.#total += file.size
    for (const oldest of this.#kept.keys()) {
      if (this.#total <= maxTotalBytes) break
      this.forget(oldest)
    }
  }

  forget(path: string): void {
    this.#total -= this.#kept.get(path)?.size ?? 0
    this.#kept.delete(path)
  }

  /**
   * What `load` comes to. While another loads the same path that one is waited for, since it may keep the file; where it
   * fails, so would this.
   */
  async load<Found>(path: string, load: () => Promise<Found>): Promise<Found> {
    const before = this.#loading.get(path)
    if (before) await before
    const loading = load()
    if (!this.#loading.has(path)) {
      this.#loading.set(path, loading)
      const done = () => void this.#loading.delete(path)
      loading.then(done, done)
    }
    return loading
  }
}

/** What a reader gets of a file that is in memory. */
export function openHot({ bytes, ...file }: HotFile, wanted: Wanted): Opened {
  const verdict = weigh(file, wanted)
  if (verdict.state !== 'open') return verdict
  const { span } = verdict
  return { ...verdict, bytes: span ? bytes.subarray(span.start, span.end + 1) : bytes }
}
