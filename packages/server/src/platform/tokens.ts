import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { errors, type JWTPayload, jwtVerify } from 'jose'
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

/** Why a token is not accepted. An expired one is genuine, and what it said, which counts no more, may help to go on. */
export type RefusedToken = { refused: 'expired'; expiredClaims: TokenClaims } | { refused: 'invalid' }

/** The token's claims, or why it is not accepted. */
export async function verifyToken(clock: Clock, kind: TokenKind, token: string): Promise<VerifiedToken | RefusedToken> {
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
    const { exp, iat } = payload
    const claims = readClaims(payload)
    if (!claims || iat === undefined || exp === undefined) return { refused: 'invalid' }
    if (Object.keys(protectedHeader).length !== 2) return { refused: 'invalid' }
    // Other nodes' clocks may run ahead of ours when a token is fresh; that is no reason to let one live longer.
    if (exp * 1000 <= now.getTime()) return { refused: 'expired', expiredClaims: claims }
    return { claims, goodFrom: iat * 1000, goodUntil: Math.min(exp, iat + kind.ttlSeconds) * 1000 }
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const expiredClaims = readClaims(error.payload)
      return expiredClaims ? { refused: 'expired', expiredClaims } : { refused: 'invalid' }
    }
    if (error instanceof errors.JOSEError || error instanceof TypeError) return { refused: 'invalid' }
    throw error
  }
}

function readClaims({ sub, jti, exp: _exp, iss: _iss, aud: _aud, iat: _iat, nbf: _nbf, ...rest }: JWTPayload) {
  if (sub === undefined || jti === undefined) return undefined
  const texts = Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { subject: sub, id: jti, more: Object.fromEntries(texts) }
}
