import type { Readable } from 'node:stream'

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

/** Where media and pictures are kept, by path: `media/<asset>/v720/s0001.m4s`. Paths never come from outside as they are. */
export interface Storage {
  /** A file appears under its name only when it is whole. */
  put(path: string, bytes: Buffer): Promise<void>
  /** As `put`, for what is too large to hold in memory. */
  putStream(path: string, bytes: Readable): Promise<void>
  head(path: string): Promise<StoredFile | undefined>
  /** The bytes from `start` to `end`, both included. */
  read(path: string, range?: { start: number; end: number }): Readable
  /** The whole of a small file as `head` found it, kept in memory for a while; undefined where it is too large for that. */
  readHot(path: string, file: StoredFile): Promise<Buffer> | undefined
  readAll(path: string): Promise<Buffer | undefined>
  /** Every file below a path, or every file there is; half-written ones too where they can be seen. */
  list(prefix?: string): AsyncIterable<ListedFile>
  /** Removes one file, or everything below a path. */
  deleteAll(prefix: string): Promise<void>
  /** `StorageRefused` where files cannot be kept here. */
  verify(): Promise<void>
}

/** Files cannot be kept as configured; the message tells the operator why. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused'
}
