import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { signSandboxCallback } from '../../features/payments/sandbox-callback.ts'
import { stripeServer } from '../../features/payments/testing/stripe-server.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { createHttpApp } from '../../platform/http/server.ts'
import { createLog } from '../../platform/log.ts'
import { type Answer, readAnswer } from '../../testing/answer.ts'
import { testClock } from '../../testing/clock.ts'
import { testDatabase } from '../../testing/database.ts'
import { databaseProxy } from '../../testing/database-proxy.ts'
import { checkoutSurface } from './index.ts'
import { checkoutSite } from './testing/samples.ts'
import { openShop, type Shop } from './testing/shop.ts'

const shop = await openShop()
const { app } = shop
const course = await shop.course()

interface Callback {
  body: Buffer | string
  headers: Record<string, string>
}

async function deliver(to: Shop, { body, headers }: Callback, path = 'sandbox'): Promise<Answer> {
  return readAnswer(
    await fetch(`${to.app.url}/checkout/callback/${path}`, { method: 'POST', body: body as BodyInit, headers }),
  )
}

/** A payment made at the sandbox of which nobody has told us yet. */
async function paidInSilence(at: Shop = shop) {
  const ada = await at.shopper()
  await at.send(ada, at.intentFor(course))
  const order = await at.app.db
    .selectFrom('order')
    .select(['id', 'provider_session'])
    .where('account_id', '=', ada.accountId)
    .executeTakeFirstOrThrow()
  const sessionId = order.provider_session ?? ''
  await at.app.db.updateTable('sandbox_payment').set({ state: 'paid' }).where('id', '=', sessionId).execute()
  return { ada, orderId: order.id, sessionId }
}

const stateOf = async (orderId: string) =>
  (await app.db.selectFrom('order').select('state').where('id', '=', orderId).executeTakeFirstOrThrow()).state

test('a signed callback is taken and moves the order on', async () => {
  const { orderId, sessionId } = await paidInSilence()
  const answer = await deliver(shop, signSandboxCallback(app.ctx, sessionId))
  expect([answer.status, answer.text]).toEqual([200, '{}'])
  expect(await stateOf(orderId)).toBe('paid')
})

test('a callback that is sent again is taken again and does nothing', async () => {
  const { sessionId } = await paidInSilence()
  const callback = signSandboxCallback(app.ctx, sessionId)
  const before = await shop.count('purchase')
  const answers = await Promise.all(Array.from({ length: 5 }, () => deliver(shop, callback)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  expect(await shop.count('purchase')).toBe(before + 1)
})

test('a callback needs no cookie, no origin and no particular content type', async () => {
  const { sessionId } = await paidInSilence()
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-8', 'x/y']) {
    const { body, headers } = signSandboxCallback(app.ctx, sessionId)
    expect((await deliver(shop, { body, headers: { ...headers, 'content-type': type } })).status).toBe(200)
  }
})

const forgeries: Record<string, (callback: { body: Buffer; headers: Record<string, string> }) => Callback> = {
  'no signature': ({ body }) => ({ body, headers: { 'content-type': 'application/json' } }),
  'a signature of nothing': ({ body, headers }) => ({ body, headers: { ...headers, 'sandbox-signature': '' } }),
  'another session in its body': ({ body, headers }) => ({
    body: body.toString().replace('sandbox_', 'sandbox_1'),
    headers,
  }),
  'a space added to its body': ({ body, headers }) => ({ body: `${body} `, headers }),
  'another time in its header': ({ body, headers }) => ({
    body,
    headers: { ...headers, 'sandbox-signature': (headers['sandbox-signature'] ?? '').replace(/t=\d/, 't=9') },
  }),
  'no body': ({ headers }) => ({ body: '', headers }),
  'a signature of Stripe’s form': ({ body }) => ({ body, headers: { 'stripe-signature': 't=1,v1=00' } }),
}
for (const [title, forge] of Object.entries(forgeries)) {
  test(`refuses a callback with ${title}, and nothing moves`, async () => {
    const { orderId, sessionId } = await paidInSilence()
    const answer = await deliver(shop, forge(signSandboxCallback(app.ctx, sessionId)))
    expect([answer.status, answer.code]).toEqual([400, 'InvalidSignature'])
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await stateOf(orderId)).toBe('open')
  })
}

test('refuses a callback that is replayed later than five minutes', async () => {
  const { orderId, sessionId } = await paidInSilence()
  const callback = signSandboxCallback(app.ctx, sessionId)
  app.clock.advance(301)
  expect((await deliver(shop, callback)).status).toBe(400)
  expect(await stateOf(orderId)).toBe('open')
})

test('knows no provider but its own, takes nothing but POST, and no body beyond what providers send', async () => {
  const { sessionId } = await paidInSilence()
  const callback = signSandboxCallback(app.ctx, sessionId)
  expect((await deliver(shop, callback, 'stripe')).status).toBe(404)
  expect((await deliver(shop, callback, 'paypal')).status).toBe(404)
  const answer = await app.get('/checkout/callback/sandbox')
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  expect((await deliver(shop, { ...callback, body: Buffer.alloc(257 * 1024) })).status).toBe(413)
  expect((await deliver(shop, { ...callback, body: Buffer.alloc(255 * 1024) })).status).toBe(400)
})

test('asks to be told again while the database is away, and takes it then', async () => {
  const database = await testDatabase()
  const proxy = await databaseProxy(database.connection)
  const clock = testClock()
  const whole = await openShop({ db: database.db, clock })
  const sold = await whole.course()
  const ada = await whole.shopper()
  await whole.send(ada, whole.intentFor(sold))
  const { provider_session } = await database.db
    .selectFrom('order')
    .select('provider_session')
    .executeTakeFirstOrThrow()
  await database.db.updateTable('sandbox_payment').set({ state: 'paid' }).execute()
  const db = openDatabase({ connection: proxy.connection, applicationName: 'test', log: createLog('silent') })
  const half = await openShop({ db, clock })
  const callback = signSandboxCallback(whole.app.ctx, provider_session ?? '')
  await proxy.close()
  const answer = await deliver(half, callback)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1'])
  expect((await deliver(whole, callback)).status).toBe(200)
  expect(await whole.count('purchase')).toBe(1)
  await db.destroy()
})

test('Stripe’s callbacks are taken by Stripe’s signature, and asked for again while Stripe itself is away', async () => {
  const clock = testClock()
  const stripe = await stripeServer(clock)
  const live = await openShop({ settings: stripe.settings, clock })
  const ada = await live.shopper()
  await live.send(ada, live.intentFor(await live.course()))
  const { id, provider_session } = await live.app.db.selectFrom('order').selectAll().executeTakeFirstOrThrow()
  stripe.books.pay(provider_session ?? '')
  const callback = stripe.callback('checkout.session.completed', { id: provider_session })
  const forged = stripe.callback('checkout.session.completed', { id: provider_session }, { secret: 'whsec_guessed' })
  expect((await deliver(live, forged, 'stripe')).status).toBe(400)
  stripe.failNext(3)
  const away = await deliver(live, callback, 'stripe')
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await deliver(live, callback, 'stripe')).status).toBe(200)
  const { html } = await ada.open(`/checkout/orders/${id}`)
  expect(html).toContain('Thank you. The course is yours')
})

test('no word of a callback and no intent is logged, taken or refused', async () => {
  const lines: string[] = []
  const note = (...words: unknown[]) => void lines.push(inspect(words, { depth: 9 }))
  const log = Object.assign(createLog('silent'), { isLevelEnabled: () => true, info: note, warn: note, error: note })
  const http = createHttpApp({ log, trustedProxies: [], isSecure: false })
  checkoutSurface(http, { ...app.ctx, log, site: await checkoutSite() })
  const { sessionId } = await paidInSilence()
  const url = '/checkout/callback/sandbox'
  const { body: payload, headers } = signSandboxCallback(app.ctx, sessionId)
  expect((await http.inject({ method: 'POST', url, payload, headers })).statusCode).toBe(200)
  const canary = '{"canary":"4242424242424242"}'
  expect((await http.inject({ method: 'POST', url, payload: canary, headers })).statusCode).toBe(400)
  const intent = shop.intentFor(course)
  expect((await http.inject({ url: `/checkout?intent=${intent}` })).statusCode).toBe(200)
  await http.close()
  const said = lines.join('\n')
  expect(said.match(/\/checkout/g)).toHaveLength(3)
  for (const secret of ['canary', '4242', sessionId, headers['sandbox-signature'] ?? '', intent]) {
    expect(said).not.toContain(secret)
  }
})
