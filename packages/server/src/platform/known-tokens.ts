import type { Clock } from './clock.ts'
import { type TokenKind, type VerifiedToken, verifyToken } from './tokens.ts'

const maxKnown = 10_000

/** Verifies tokens of one kind, and knows again those it verified, by their whole text, until they may expire. */
export function tokenVerifier(clock: Clock, kind: TokenKind): (token: string) => ReturnType<typeof verifyToken> {
  const known = new Map<string, VerifiedToken>()

  return async (token) => {
    const now = clock.now().getTime()
    const before = known.get(token)
    if (before && before.goodFrom <= now && now < before.goodUntil) return before
    known.delete(token)
    const verified = await verifyToken(clock, kind, token)
    if ('refused' in verified) return verified
    if (known.size >= maxKnown) known.clear()
    known.set(token, verified)
    return verified
  }
}
