import type { Readable } from 'node:stream'

/** A file that is on its way. */
export interface Arrival {
  path: string
  /** How large it will be. */
  sizeBytes: number
  /** What `begin` gave. */
  ticket: string
}

/**
 * Files that come in pieces, over days and through any process that shares the storage, straight to where they stay.
 * Bytes go where their offset says: who sends the same once more, or at once with another, spoils nothing.
 */
export interface Arrivals {
  /** Makes a place for a file, and the ticket under which it is gone on with. */
  begin(file: Omit<Arrival, 'ticket'>): Promise<string>
  /** How many bytes are kept; undefined where nothing is known of it. */
  received(arrival: Arrival): Promise<number | undefined>
  /** Keeps what comes, which begins at what was received so far, also where it breaks off; how many bytes there are now. */
  append(arrival: Arrival, offset: number, bytes: Readable): Promise<number>
  /** Has the whole file appear under its path, safe from a loss of power. May be said twice. */
  finish(arrival: Arrival): Promise<void>
  /** Removes the file at this path, whole or on its way, begun or not. */
  abandon(path: string): Promise<void>
  /** How many bytes there is room for, where that can be known. */
  room(): Promise<number | undefined>
}

/** There is no such file on its way any more. */
export class ArrivalGone extends Error {
  override readonly name = 'ArrivalGone'
}

/** The file does not stand where it was to be gone on with. */
export class ArrivalElsewhere extends Error {
  override readonly name = 'ArrivalElsewhere'
}

/** What a file on its way lies under. */
export function draftOf(path: string): string {
  return `${path}.draft`
}
