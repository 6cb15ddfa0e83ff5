import { webcrypto } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { Clock } from './clock.ts'

const issuer = 'osteocom'
const algorithm = 'HS256'
const maxLength = 4096
const maxSkewSeconds = 60

export type TokenKey = webcrypto.CryptoKey

export function importTokenKey(bytes: Buffer): Promise<TokenKey> {
  return webcrypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

/** A sort of token: its own `typ`, its own audience, its own key, its own life. */
export interface TokenKind {
  typ: string
  audience: string
  key: TokenKey
  ttlSeconds: number
}

export interface TokenClaims {
  subject: string
  /** The token's own id: what sessions and revocations refer to, never the token's text. */
  id: string
  more: Record<string, string>
}

export async function signToken(clock: Clock, kind: TokenKind, claims: TokenClaims): Promise<string> {
  const issuedAt = Math.floor(clock.now().getTime() / 1000)
  return new SignJWT(claims.more)
    .setProtectedHeader({ alg: algorithm, typ: kind.typ })
    .setIssuer(issuer)
    .setAudience(kind.audience)
    .setSubject(claims.subject)
    .setJti(claims.id)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + kind.ttlSeconds)
    .sign(kind.key)
}

/** The token's claims, or why it is not accepted. Only `expired` is a genuine token. */
export async function verifyToken(
  clock: Clock,
  kind: TokenKind,
  token: string,
): Promise<{ claims: TokenClaims } | { refused: 'expired' | 'invalid' }> {
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
    const { sub, jti, exp, iss: _iss, aud: _aud, iat: _iat, nbf: _nbf, ...rest } = payload
    if (sub === undefined || jti === undefined || exp === undefined) return { refused: 'invalid' }
    if (Object.keys(protectedHeader).length !== 2) return { refused: 'invalid' }
    // Other nodes' clocks may run ahead of ours when a token is fresh; that is no reason to let one live longer.
    if (exp * 1000 <= now.getTime()) return { refused: 'expired' }
    const more = Object.fromEntries(
      Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    return { claims: { subject: sub, id: jti, more } }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { refused: 'expired' }
    if (error instanceof errors.JOSEError || error instanceof TypeError) return { refused: 'invalid' }
    throw error
  }
}
