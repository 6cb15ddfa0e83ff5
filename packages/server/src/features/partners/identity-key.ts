import type { Random } from '../../platform/random.ts'

/** A new key to sign visitors' identities with: 256 random bits behind a prefix that says which deployment it is for. */
export function newIdentityKey(random: Random, mode: 'test' | 'live'): string {
  return `is_${mode}_${random(32).toString('base64url')}`
}
