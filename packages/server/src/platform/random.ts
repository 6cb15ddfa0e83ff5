import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'

/** Cryptographically strong random bytes. */
export type Random = (length: number) => Buffer

export const systemRandom: Random = (length) => randomBytes(length)

/** 24 lower-case hex digits: four bytes of time, so that rows land near each other, and eight random ones. */
export function newId({ clock, random }: { clock: Clock; random: Random }): string {
  const id = Buffer.concat([Buffer.alloc(4), random(8)])
  id.writeUInt32BE(Math.floor(clock.now().getTime() / 1000))
  return id.toString('hex')
}
