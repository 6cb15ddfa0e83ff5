import { createHash, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../platform/random.ts'

/** A new client secret: 256 random bits behind a prefix that says which deployment it is for. */
export function newSecret(random: Random, mode: 'test' | 'live'): string {
  return `cs_${mode}_${random(32).toString('base64url')}`
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

const nobodys = Buffer.alloc(32)

/** The secret among these that hashes to this one. Works as long for none as for two. */
export function matchSecret<Secret extends { hash: Buffer }>(
  secrets: readonly Secret[],
  given: string,
): Secret | undefined {
  const hash = hashSecret(given)
  const matches = [0, 1].map((i) => timingSafeEqual(secrets[i]?.hash ?? nobodys, hash))
  return secrets[matches.indexOf(true)]
}
