import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { tokenVerifier } from '../../platform/known-tokens.ts'
import { newId, type Random } from '../../platform/random.ts'
import { signToken, type TokenKind } from '../../platform/tokens.ts'
import { findLoginSecrets, findStanding, updateSecretUsed } from './partners-store.ts'
import { matchSecret } from './secret.ts'

/** A bearer token for the partner, or `InvalidCredentials`, which never says what was wrong. */
export async function logIn(
  deps: { db: Database; clock: Clock; random: Random; partnerToken: TokenKind },
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<string> {
  const now = deps.clock.now()
  const secret = matchSecret(await findLoginSecrets(deps.db, clientId, now), clientSecret)
  if (!secret) throw new AppError('InvalidCredentials')
  await updateSecretUsed(deps.db, secret.id, now)
  return signToken(deps.clock, deps.partnerToken, { subject: clientId, id: newId(deps), more: { secret: secret.id } })
}

/** Whether a partner could log in with this secret now. */
export async function isLiveSecret(
  deps: { db: Database; clock: Clock },
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<boolean> {
  return matchSecret(await findLoginSecrets(deps.db, clientId, deps.clock.now()), clientSecret) !== undefined
}

/** Answers who a bearer token speaks for, or `InvalidToken`. */
export type Authenticate = (token: string) => Promise<{ partnerId: string }>

// A switched-off partner or an ended secret is refused within this time, on every node, without a query a call.
const standingTtlMs = 500
const maxStandings = 10_000

export function partnerAuthentication(deps: { db: Database; clock: Clock; partnerToken: TokenKind }): Authenticate {
  const verify = tokenVerifier(deps.clock, deps.partnerToken)
  const standings = new Map<string, { until: number; isGood: boolean }>()

  async function hasGoodStanding(partnerId: string, secretId: string): Promise<boolean> {
    const key = `${partnerId} ${secretId}`
    const known = standings.get(key)
    const now = deps.clock.monotonicMs()
    if (known && known.until > now) return known.isGood
    const isGood = await findStanding(deps.db, partnerId, secretId, deps.clock.now())
    if (standings.size >= maxStandings) standings.clear()
    standings.set(key, { until: now + standingTtlMs, isGood })
    return isGood
  }

  return async (token) => {
    const verified = await verify(token)
    if ('refused' in verified) throw new AppError('InvalidToken')
    const { subject: partnerId, more } = verified.claims
    if (more.secret === undefined || !(await hasGoodStanding(partnerId, more.secret)))
      throw new AppError('InvalidToken')
    return { partnerId }
  }
}
