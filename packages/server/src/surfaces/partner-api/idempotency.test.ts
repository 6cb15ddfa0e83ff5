import { expect, test } from 'vitest'
import { agreeChannels } from '../../features/catalog/agree-channels.ts'
import { insertIdempotencyKey } from '../../features/licensing/idempotency-store.ts'
import { forgetOldKeys } from '../../features/licensing/once.ts'
import { transaction } from '../../platform/database/open.ts'
import { testApp } from '../../testing/app.ts'
import { readLedger } from '../../testing/ledger.ts'

const app = await testApp()
const [channel, dearer] = [await app.given.channel(), await app.given.channel()]
const method = 'contentLicensing_contentAccessAuthorization'
const day = 24 * 3600

async function seller() {
  const partner = await app.given.partner({ channels: [channel, dearer] })
  const sell = (key: string, change: object = {}) => {
    const sale = { clientId: partner.clientId, userId: 'buyer', products: [{ productId: channel.id, price: 49 }] }
    return app.call(method, { ...sale, ...change }, { token: partner.token, headers: { 'idempotency-key': key } })
  }
  const refresh = async () => Object.assign(partner, await login(partner))
  return { partner, sell, refresh }
}

async function login({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  return (await app.call('contentLicensing_login', { clientId, clientSecret })).body as { token: string }
}

test('the same key with the same body gets the first answer again, and says so', async () => {
  const { sell, partner } = await seller()
  const first = await sell('sale-1')
  const second = await sell('sale-1', { marketingConsent: false, unknown: 'ignored' })
  expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([200, null])
  expect([second.status, second.headers.get('idempotent-replayed')]).toEqual([200, 'true'])
  expect(second.text).toBe(first.text)
  expect((await readLedger(app.db, partner.clientId)).purchases.length).toBe(1)
})

test('a replay repeats the answer and does nothing, whatever happened since', async () => {
  const { sell, partner } = await seller()
  const first = await sell('sale-1')
  await app.db.updateTable('activation').set({ ended_at: app.clock.now(), end_reason: 'refunded' }).execute()
  expect((await sell('sale-1')).text).toBe(first.text)
  const { purchases, live } = await readLedger(app.db, partner.clientId)
  expect([purchases.length, live.length]).toEqual([1, 0])
})

const others: Record<string, object> = {
  'another customer': { userId: 'someone else' },
  'another price': { products: [{ productId: channel.id, price: 48 }] },
  'another product': { products: [{ productId: dearer.id, price: 49 }] },
  'another e-mail': { email: 'ada@example.com' },
}
for (const [title, change] of Object.entries(others)) {
  test(`refuses ${title} under a key that is used`, async () => {
    const { sell, partner } = await seller()
    await sell('sale-1')
    const answer = await sell('sale-1', change)
    expect([answer.status, answer.code]).toEqual([422, 'IdempotencyKeyReused'])
    expect((await readLedger(app.db, partner.clientId)).purchases.length).toBe(1)
  })
}

test('a key is its partner’s own', async () => {
  const [mine, theirs] = [await seller(), await seller()]
  const [a, b] = [await mine.sell('sale-1'), await theirs.sell('sale-1')]
  expect(b.headers.get('idempotent-replayed')).toBeNull()
  expect(a.text).not.toBe(b.text)
})

const badKeys: Record<string, string> = {
  empty: '',
  'of 256 characters': 'k'.repeat(256),
  'of Latin-1 letters': 'clé',
  'with a tab': 'a\tb',
}
for (const [title, key] of Object.entries(badKeys)) {
  test(`refuses a key ${title}`, async () => {
    const answer = await (await seller()).sell(key)
    expect([answer.status, answer.code, answer.fields]).toEqual([400, 'InvalidInput', ['idempotency-key']])
  })
}

test('takes a key of 255 characters and every printable one', async () => {
  const { sell } = await seller()
  const printable = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
    .join('')
    .trim()
  for (const key of ['k'.repeat(255), printable]) expect((await sell(key)).status).toBe(200)
})

test('while a twin is in flight it waits briefly, then says when to come again', async () => {
  const { sell, partner } = await seller()
  const claim = {
    partnerId: partner.clientId,
    method,
    key: 'sale-1',
    fingerprint: Buffer.alloc(32),
    createdAt: app.clock.now(),
  }
  const twin = new Error('the twin fails')
  const inFlight = transaction(app.db, async (tx) => {
    await insertIdempotencyKey(tx, claim)
    const answer = await sell('sale-1')
    expect([answer.status, answer.code, answer.headers.get('retry-after')]).toEqual([409, 'IdempotencyKeyInUse', '1'])
    throw twin
  })
  await expect(inFlight).rejects.toBe(twin)
  const retry = await sell('sale-1')
  expect([retry.status, retry.headers.get('idempotent-replayed')]).toEqual([200, null])
})

test('refusals are not kept under the key', async () => {
  const partner = await app.given.partner()
  const sell = (price: number) => {
    const body = { clientId: partner.clientId, userId: 'buyer', products: [{ productId: channel.id, price }] }
    return app.call(method, body, { token: partner.token, headers: { 'idempotency-key': 'sale-1' } })
  }
  expect((await sell(49)).status).toBe(404)
  await agreeChannels(app.ctx, { partnerId: partner.clientId, channels: [channel.id] })
  expect((await sell(-1)).status).toBe(400)
  expect((await sell(0.001)).status).toBe(400)
  const answer = await sell(49)
  expect([answer.status, answer.headers.get('idempotent-replayed')]).toEqual([200, null])
})

test('a key is kept for 30 days; after that the sale itself is what counts once', async () => {
  const { sell, partner, refresh } = await seller()
  const first = await sell('sale-1')
  app.clock.advance(30 * day)
  await refresh()
  await forgetOldKeys(app.ctx)
  expect((await sell('sale-1')).headers.get('idempotent-replayed')).toBe('true')
  app.clock.advance(1)
  await forgetOldKeys(app.ctx)
  const later = await sell('sale-1')
  expect([later.text, later.headers.get('idempotent-replayed')]).toEqual([first.text, null])
  expect((await readLedger(app.db, partner.clientId)).purchases.length).toBe(1)
})

test('of many equal calls at once one does the work and the rest repeat its answer', async () => {
  const { sell, partner } = await seller()
  const answers = await Promise.all(
    Array.from({ length: 40 }, () => sell(`sale-${partner.clientId}`, { userId: 'one' })),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null).length).toBe(1)
})
