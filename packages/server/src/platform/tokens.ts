import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import type { Clock } from './clock.ts'

const issuer = 'osteocom'
const algorithm = 'HS256'
const maxLength = 4096
const maxSkewSeconds = 60

export function importTokenKey(bytes: Buffer): KeyObject {
  return createSecretKey(bytes)
}

/** A sort of token: its own `typ`, its own audience, its own key, its own life. */
export interface TokenKind {
  typ: string
  audience: string
  key: KeyObject
  ttlSeconds: number
}

export interface TokenClaims {
  subject: string
  /** The token's own id: what sessions and revocations refer to, never the token's text. */
  id: string
  more: Record<string, string>
}

// Not through WebCrypto, whose way over the thread pool costs more than the signature; what it makes, jose verifies.
export function signToken(clock: Clock, kind: TokenKind, claims: TokenClaims): string {
  const iat = Math.floor(clock.now().getTime() / 1000)
  const standard = {
    iss: issuer,
    aud: kind.audience,
    sub: claims.subject,
    jti: claims.id,
    iat,
    exp: iat + kind.ttlSeconds,
  }
  const signed = `${encode({ alg: algorithm, typ: kind.typ })}.${encode({ ...claims.more, ...standard })}`
  return `${signed}.${createHmac('sha256', kind.key).update(signed).digest('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** A genuine token's claims, and between which times, in milliseconds, they may be relied on without another look. */
export interface VerifiedToken {
  claims: TokenClaims
  goodFrom: number
  goodUntil: number
}

/** The token's claims, or why it is not accepted. Only `expired` is a genuine token. */
export async function verifyToken(
  clock: Clock,
  kind: TokenKind,
  token: string,
): Promise<VerifiedToken | { refused: 'expired' | 'invalid' }> {
  if (token.length > maxLength) return { refused: 'invalid' }
  const now = clock.now()
  try {
    const { payload, protectedHeader } = await jwtVerify(token, kind.key, {
      algorithms: [algorithm],
      typ: kind.typ,
      audience: kind.audience,
      issuer,
      requiredClaims: ['sub', 'jti', 'iat', 'exp'],
      maxTokenAge: kind.ttlSeconds,
      clockTolerance: maxSkewSeconds,
      currentDate: now,
    })
    const { sub, jti, exp, iss: _iss, aud: _aud, iat, nbf: _nbf, ...rest } = payload
    if (sub === undefined || jti === undefined || iat === undefined || exp === undefined) return { refused: 'invalid' }
    if (Object.keys(protectedHeader).length !== 2) return { refused: 'invalid' }
    // Other nodes' clocks may run ahead of ours when a token is fresh; that is no reason to let one live longer.
    if (exp * 1000 <= now.getTime()) return { refused: 'expired' }
    const more = Object.fromEntries(
      Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    return {
      claims: { subject: sub, id: jti, more },
      goodFrom: iat * 1000,
      goodUntil: Math.min(exp, iat + kind.ttlSeconds) * 1000,
    }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { refused: 'expired' }
    if (error instanceof errors.JOSEError || error instanceof TypeError) return { refused: 'invalid' }
    throw error
  }
}
