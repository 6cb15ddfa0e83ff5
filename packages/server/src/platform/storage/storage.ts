import type { Readable } from 'node:stream'

export interface StoredFile {
  size: number
  /** Changes whenever the bytes do. */
  etag: string
}

/** Where media and pictures are kept, by path: `media/<asset>/v720/s0001.m4s`. Paths never come from outside as they are. */
export interface Storage {
  put(path: string, bytes: Buffer): Promise<void>
  head(path: string): Promise<StoredFile | undefined>
  /** The bytes from `start` to `end`, both included. */
  read(path: string, range?: { start: number; end: number }): Readable
  /** The whole of a small file as `head` found it, kept in memory for a while; undefined where it is too large for that. */
  readHot(path: string, file: StoredFile): Promise<Buffer> | undefined
  readAll(path: string): Promise<Buffer | undefined>
  /** Removes everything below a path. */
  deleteAll(prefix: string): Promise<void>
}
