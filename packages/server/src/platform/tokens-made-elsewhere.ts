import { createSecretKey } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import type { Clock } from './clock.ts'

const algorithm = 'HS256'
const maxLength = 4096
const maxSkewSeconds = 60
const headerFields = ['alg', 'typ', 'kid']

/** What a token that others make has to say, to the letter, and how long it may live at most. */
export interface Expected {
  subject: string
  audience: string
  claims: Readonly<Record<string, string>>
  maxLifeSeconds: number
}

/** The position of the key that signed the token, where the token is sound and says what is expected; otherwise undefined. */
export async function findSigningKey(
  clock: Clock,
  keys: readonly Buffer[],
  token: string,
  expected: Expected,
): Promise<number | undefined> {
  if (token.length > maxLength) return undefined
  for (const [position, key] of keys.entries()) {
    if (await isSigned(clock, key, token, expected)) return position
  }
  return undefined
}

async function isSigned(clock: Clock, key: Buffer, token: string, expected: Expected): Promise<boolean> {
  const now = clock.now()
  try {
    const { payload, protectedHeader } = await jwtVerify(token, createSecretKey(key), {
      algorithms: [algorithm],
      subject: expected.subject,
      requiredClaims: ['sub', 'aud', 'iat', 'exp'],
      maxTokenAge: expected.maxLifeSeconds,
      clockTolerance: maxSkewSeconds,
      currentDate: now,
    })
    const { aud, iat, exp } = payload
    if (iat === undefined || exp === undefined || aud !== expected.audience) return false
    if (!Object.keys(protectedHeader).every((field) => headerFields.includes(field))) return false
    // Their clock may run ahead of ours when a token is fresh; that is no reason to let one live longer.
    if (exp - iat > expected.maxLifeSeconds || exp * 1000 <= now.getTime()) return false
    return Object.entries(expected.claims).every(([name, value]) => payload[name] === value)
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false
    throw error
  }
}
