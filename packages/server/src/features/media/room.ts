import { isDiskFull } from '../../platform/storage/free-space.ts'
import type { Rung } from './ladder.ts'
import type { Packager } from './packaging.ts'
import type { Part } from './part-store.ts'
import { planRuns } from './plan-runs.ts'

/** There is too little room on a disk; the message says how much is wanted. */
export class NoRoom extends Error {
  /** What its parts want beside the source, where that is known. */
  readonly wantsBytes: number | undefined
  constructor(message: string, wantsBytes?: number) {
    super(message)
    this.wantsBytes = wantsBytes
  }
}

/** Bytes wanted where files are made, and where they are kept. */
export interface Wanted {
  scratchBytes: number
  storedBytes: number
}

// What the system and others on the disk want to go on.
const spareBytes = 256 * 1024 * 1024
const audioKilobits = 160
const picturesBytes = 8 * 1024 * 1024

/** What the parts that are not made yet take at most: all of them in the storage, the largest run also where it is made. */
export function roomFor(
  parts: readonly Pick<Part, 'name' | 'kind' | 'isDone' | 'width' | 'height'>[],
  { rungs, seconds }: { rungs: readonly Rung[]; seconds: number },
): Wanted {
  const bytesOf = ({ name, kind }: { name: string; kind: Part['kind'] }) => {
    if (kind === 'pictures') return picturesBytes
    if (kind === 'caption') return 0
    const kilobits = kind === 'audio' ? audioKilobits : (rungs.find((rung) => rung.name === name)?.maxRate ?? 0)
    return (kilobits * 1000 * seconds) / 8
  }
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)
  const runs = planRuns(parts).map((run) => sum(run.map(bytesOf)))
  return { scratchBytes: Math.max(0, ...runs), storedBytes: sum(runs) }
}

/** `NoRoom` unless both places have what is wanted of them, one disk or two. */
export async function requireRoom(
  { scratchDir, storageDir, freeSpace }: Packager,
  { scratchBytes, storedBytes }: Wanted,
): Promise<void> {
  const scratch = await freeSpace(scratchDir)
  const storage = storageDir === undefined ? undefined : await freeSpace(storageDir)
  const isOne = storage?.device === scratch.device
  const wantsBytes = scratchBytes + storedBytes
  requireFree(scratch.bytes, isOne ? wantsBytes : scratchBytes, wantsBytes)
  if (storage && !isOne) requireFree(storage.bytes, storedBytes, wantsBytes)
}

function requireFree(free: number, bytes: number, wantsBytes: number): void {
  if (free >= bytes + spareBytes) return
  const needed = `${inWords(bytes + spareBytes)} are needed, ${inWords(free)} are free`
  throw new NoRoom(
    `There is too little room on the disk: ${needed}. It goes on by itself when there is room.`,
    wantsBytes,
  )
}

function inWords(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}

/** What was thrown, as `NoRoom` where a disk became full meanwhile. */
export function asNoRoom(error: unknown): unknown {
  const said = error instanceof Error && 'said' in error ? String(error.said) : ''
  if (!isDiskFull(error) && !said.includes('No space left on device')) return error
  return new NoRoom('The disk became full. It goes on by itself when there is room.')
}
