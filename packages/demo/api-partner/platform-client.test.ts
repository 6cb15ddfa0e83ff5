import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Call, createPlatformClient, type KeptToken } from './platform-client.ts'
import { spine } from './testing/courses.ts'
import { credentials, refusal, type StubPlatform, startStubPlatform } from './testing/stub-platform.ts'

const purchase = { userId: 'customer-1', products: [{ productId: spine.idChannel, price: 49 }] }

let platform: StubPlatform
let pauses: number[]
let calls: Call[]

beforeEach(async () => {
  platform = await startStubPlatform([spine])
  pauses = []
  calls = []
})
afterEach(() => platform.close())

function client(kept?: KeptToken, clientSecret = credentials.clientSecret) {
  const pause = async (milliseconds: number) => void pauses.push(milliseconds)
  const witness = (call: Call) => void calls.push(call)
  return createPlatformClient({ platformUrl: platform.url, ...credentials, clientSecret, witness, pause }, kept)
}

const methods = () => platform.received.map(({ method }) => method)

test('logs in once and keeps the token, whoever asks', async () => {
  const kept: KeptToken = { token: undefined }
  await Promise.all([client(kept).catalog(), client(kept).catalog()])
  await client(kept).catalog()
  expect(methods().filter((method) => method === 'login')).toHaveLength(1)
})

test('renews a refused token once for all who were refused, and asks again', async () => {
  const kept: KeptToken = { token: undefined }
  await client(kept).catalog()
  platform.expireTokens()
  const answers = await Promise.all([client(kept).catalog(), client(kept).catalog(), client(kept).catalog()])
  expect(answers).toEqual([[spine], [spine], [spine]])
  expect(methods().filter((method) => method === 'login')).toHaveLength(2)
})

test('does not knock for ever with a wrong secret, and forgets that it failed', async () => {
  const kept: KeptToken = { token: undefined }
  await expect(client(kept, 'wrong').catalog()).rejects.toMatchObject({ status: 401, code: 'InvalidCredentials' })
  expect(methods()).toEqual(['login'])
  expect(await client(kept).catalog()).toEqual([spine])
})

test('gives up when a fresh token is refused too', async () => {
  platform.next['catalog'] = [refusal(401, 'InvalidToken'), refusal(401, 'InvalidToken')]
  await expect(client().catalog()).rejects.toMatchObject({ status: 401, code: 'InvalidToken' })
  expect(methods()).toEqual(['login', 'catalog', 'login', 'catalog'])
})

const unclear = {
  'a connection that broke': 'hang up' as const,
  'an outcome that is not known': refusal(503, 'OutcomeUnknown'),
  'a twin still running': refusal(409, 'IdempotencyKeyInUse'),
  'too many requests': refusal(429, 'RateLimited'),
}
for (const [title, answer] of Object.entries(unclear)) {
  test(`sends the same sale again, under the same order number, after ${title}`, async () => {
    platform.next['contentAccessAuthorization'] = [answer, answer]
    expect(await client().contentAccessAuthorization(purchase, 'PL-1')).toBe('key of customer-1')
    const sent = platform.received.filter(({ method }) => method === 'contentAccessAuthorization')
    expect(sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['PL-1', 'PL-1', 'PL-1'])
    expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })
}

test('waits as long as the platform says, within reason', async () => {
  const busy = (seconds: string) => refusal(503, 'Unavailable', { 'retry-after': seconds })
  platform.next['contentAccessAuthorization'] = [busy('1'), busy('600')]
  await client().contentAccessAuthorization(purchase, 'PL-1')
  expect(pauses).toEqual([1000, 3000])
})

test('says so when the outcome stays unclear', async () => {
  platform.next['contentAccessAuthorization'] = Array.from({ length: 9 }, () => refusal(503, 'OutcomeUnknown'))
  await expect(client().contentAccessAuthorization(purchase, 'PL-1')).rejects.toMatchObject({ isUnclear: true })
  expect(methods()).toHaveLength(1 + 4)
})

test('takes a clear refusal of a sale as final', async () => {
  platform.next['contentAccessAuthorization'] = [refusal(404, 'ProductNotInCatalog')]
  await expect(client().contentAccessAuthorization(purchase, 'PL-1')).rejects.toMatchObject({ isUnclear: false })
  expect(methods()).toEqual(['login', 'contentAccessAuthorization'])
})

test('tells its witness of every call, answered or not', async () => {
  platform.next['catalog'] = ['hang up']
  await expect(client().catalog()).rejects.toMatchObject({ status: 0, code: 'NoAnswer' })
  expect(calls.map(({ method, status }) => [method, status])).toEqual([
    ['contentLicensing_login', 200],
    ['contentLicensing_catalog', 0],
  ])
})
