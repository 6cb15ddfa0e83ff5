import type { Readable } from 'node:stream'
import type { Arrivals } from './arrivals.ts'

/** Bytes from `start` to `end`, both included. */
export interface Span {
  start: number
  end: number
}

/** The bytes from `from` on, up to `to` where that is said; or only the `final` so many. */
export type ByteRange = { from: number; to?: number } | { final: number }

export interface StoredFile {
  size: number
  /** Changes whenever the bytes do. */
  etag: string
}

export interface ListedFile {
  path: string
  size: number
  modifiedAt: Date
}

/** How a reader asks for a file. */
export interface Wanted {
  range?: ByteRange | undefined
  /** The range holds only while the file's etag is this one; otherwise the whole file is meant. */
  ifRange?: string | undefined
  /** Etags of what the reader has already; `*` is any. */
  unless?: readonly string[]
  /** Whether the bytes under this path stay what they are, so that memory may answer for the store. */
  neverChanges?: boolean
}

export type Opened =
  | { state: 'absent' }
  | { state: 'unchanged'; etag: string }
  | { state: 'out of range'; size: number }
  /**
   * `span` is set where a part was asked for. Whoever opens a stream reads or destroys it; whoever is given `release`
   * calls it once nobody will read the bytes any more.
   */
  | { state: 'open'; file: StoredFile; span: Span | undefined; bytes: Buffer | Readable; release?: () => void }

/** Where media and pictures are kept, by path: `media/<asset>/v720/s0001.m4s`. Paths never come from outside as they are. */
export interface Storage {
  /** A file appears under its name only when it is whole. */
  put(path: string, bytes: Buffer): Promise<void>
  /** As `put`, for what is too large to hold in memory. */
  putStream(path: string, bytes: Readable): Promise<void>
  head(path: string): Promise<StoredFile | undefined>
  /** A file for a reader who is waiting, in one step; what is small stays in memory for a while. */
  open(path: string, wanted?: Wanted): Promise<Opened>
  /** The bytes from `start` to `end`, both included. */
  read(path: string, span?: Span): Readable
  readAll(path: string): Promise<Buffer | undefined>
  /** Where other programs on this machine can read the file in its place; undefined where it lies elsewhere. */
  fileOf(path: string): string | undefined
  /** Every file below a path, or every file there is; half-written ones too where they can be seen. */
  list(prefix?: string): AsyncIterable<ListedFile>
  /** Removes one file, or everything below a path. */
  deleteAll(prefix: string): Promise<void>
  /** Files that come in pieces. */
  readonly arrivals: Arrivals
  /** `StorageRefused` where files cannot be kept here. */
  verify(): Promise<void>
}

/** Files cannot be kept as configured; the message tells the operator why. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused'
}
