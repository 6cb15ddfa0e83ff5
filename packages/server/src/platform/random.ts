import { randomBytes, randomFillSync } from 'node:crypto'
import type { Clock } from './clock.ts'

/** Cryptographically strong random bytes. */
export type Random = (length: number) => Buffer

// A call needs several short ones, and asking the system for each took an eighth of the time a call takes.
const pool = Buffer.alloc(4096)
let used = pool.length

export const systemRandom: Random = (length) => {
  if (length > 64) return randomBytes(length)
  if (used + length > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const given = pool.subarray(used, used + length)
  const bytes = Buffer.from(given)
  // Nothing that was given out can be read here afterwards.
  given.fill(0)
  used += length
  return bytes
}

/** 24 lower-case hex digits: four bytes of time, so that rows land near each other, and eight random ones. */
export function newId({ clock, random }: { clock: Clock; random: Random }): string {
  const id = Buffer.concat([Buffer.alloc(4), random(8)])
  id.writeUInt32BE(Math.floor(clock.now().getTime() / 1000))
  return id.toString('hex')
}
