import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { tokenVerifier } from './known-tokens.ts'
import { importTokenKey, signToken } from './tokens.ts'

const startMs = Date.UTC(2030, 0, 1)
const kind = { typ: 'test+jwt', audience: 'test', key: importTokenKey(Buffer.alloc(32, 1)), ttlSeconds: 60 }
const claims = { subject: 'someone', id: 'token', more: { secret: 'one' } }

function at(ms: number) {
  const clock = { ms, now: () => new Date(clock.ms), monotonicMs: () => clock.ms }
  return clock
}

function resigned(token: string, change: object): string {
  const [, body = ''] = token.split('.')
  const head = encode({ alg: 'HS256', typ: kind.typ })
  const signed = `${head}.${encode({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), ...change })}`
  return `${signed}.${createHmac('sha256', kind.key).update(signed).digest('base64url')}`
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

test('a token it signed is known again, with its claims', async () => {
  const clock = at(startMs)
  const verify = tokenVerifier(clock, kind)
  const token = signToken(clock, kind, claims)
  expect(await verify(token)).toMatchObject({ claims })
  expect(await verify(token)).toMatchObject({ claims })
})

test('a known token is refused once it has expired', async () => {
  const clock = at(startMs)
  const verify = tokenVerifier(clock, kind)
  const token = signToken(clock, kind, claims)
  await verify(token)
  clock.ms += 59_999
  expect(await verify(token)).toMatchObject({ claims })
  clock.ms += 1
  expect(await verify(token)).toMatchObject({ refused: 'expired' })
})

test('a known token that claims a longer life than its kind has is refused when that is over', async () => {
  const clock = at(startMs)
  const verify = tokenVerifier(clock, kind)
  const token = resigned(signToken(clock, kind, claims), { exp: startMs / 1000 + 3600 })
  expect(await verify(token)).toMatchObject({ claims })
  clock.ms += 180_000
  expect(await verify(token)).toMatchObject({ refused: expect.any(String) })
})

test('a known token is refused where the clock went back to long before it was made', async () => {
  const clock = at(startMs)
  const verify = tokenVerifier(clock, kind)
  const token = signToken(clock, kind, claims)
  await verify(token)
  clock.ms -= 120_000
  expect(await verify(token)).toEqual({ refused: 'invalid' })
})

test('knowing a token makes no other text pass', async () => {
  const clock = at(startMs)
  const verify = tokenVerifier(clock, kind)
  const token = signToken(clock, kind, claims)
  await verify(token)
  const [head, body, signature = ''] = token.split('.')
  const forged = Buffer.from(signature, 'base64url')
  forged[0] = (forged[0] ?? 0) ^ 1
  expect(await verify(`${head}.${body}.${forged.toString('base64url')}`)).toEqual({ refused: 'invalid' })
})
