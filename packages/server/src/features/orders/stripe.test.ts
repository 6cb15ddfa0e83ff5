import { expect, test } from 'vitest'
import { testClock } from '../../testing/clock.ts'
import { testDatabase } from '../../testing/database.ts'
import { accountOwnsChannel } from '../licensing/index.ts'
import { stripeServer } from '../payments/testing/stripe-server.ts'
import {
  cancelOrder,
  type Order,
  reconcileOrders,
  refundOrder,
  settleOrder,
  startOrder,
  takeCallback,
} from './index.ts'
import { openDesk } from './testing/desk.ts'

const clock = testClock()
const stripe = await stripeServer(clock)
const { db } = await testDatabase()
const desk = await openDesk(db, { clock, settings: stripe.settings })
const { ctx } = desk

const sessionOf = ({ providerSession }: Order) => providerSession ?? ''
const owns = (who: { accountId: string; channelId: string }) => accountOwnsChannel(db, { ...who, now: clock.now() })
const take = (callback: { body: Buffer; headers: Record<string, string> }) =>
  takeCallback(ctx, { provider: 'stripe', ...callback })
const completed = (order: Order) => stripe.callback('checkout.session.completed', { id: sessionOf(order) })
const stateOf = async ({ id }: Order) =>
  (await db.selectFrom('order').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state

test('opens a hosted page for what was agreed, and one only', async () => {
  const who = await desk.shopper()
  const started = await Promise.all(Array.from({ length: 6 }, () => startOrder(ctx, desk.requestOf(who))))
  expect(new Set(started.map((each) => (each.outcome === 'pay' ? each.url : each.outcome)))).toHaveLength(1)
  const order = await desk.start(who)
  expect(order.paymentUrl).toContain(sessionOf(order))
  expect(Object.fromEntries(stripe.books.formOf(sessionOf(order)))).toMatchObject({
    mode: 'payment',
    client_reference_id: order.id,
    customer_email: `${who.accountId}@example.com`,
    locale: 'en',
    'adaptive_pricing[enabled]': 'false',
    'line_items[0][price_data][unit_amount]': '4900',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][tax_behavior]': 'inclusive',
    success_url: `https://courses.example/checkout/orders/${order.id}`,
    cancel_url: `https://courses.example/checkout/orders/${order.id}`,
  })
})

test('a signed callback, read again at Stripe, makes the purchase; sent again it does nothing', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  const paymentId = stripe.books.pay(sessionOf(order))
  const callback = completed(order)
  await Promise.all([take(callback), take(callback), settleOrder(ctx, { orderId: order.id })])
  const readingNothing = { ...ctx.payments, read: () => Promise.reject(new Error('it was read again')) }
  await takeCallback({ ...ctx, payments: readingNothing }, { provider: 'stripe', ...callback })
  expect(await desk.order({ orderId: order.id })).toMatchObject({ state: 'paid', providerPayment: paymentId })
  expect(await desk.mailsTo(who.accountId)).toHaveLength(1)
})

test('a callback that says paid of a session that is not does nothing', async () => {
  const order = await desk.start(await desk.shopper())
  await take(stripe.callback('checkout.session.completed', { id: sessionOf(order), payment_status: 'paid' }))
  expect(await stateOf(order)).toBe('open')
})

test('a callback of a session that is no order of ours does nothing', async () => {
  await take(stripe.callback('checkout.session.completed', { id: 'cs_test_of_another_shop' }))
  await take(stripe.callback('charge.refunded', { id: 'ch_1', payment_intent: 'pi_of_another_shop' }))
  await take(stripe.callback('customer.created', { id: 'cus_1' }))
})

const forged: Record<string, (order: Order) => { body: Buffer; headers: Record<string, string> }> = {
  'without a signature': (order) => ({ ...completed(order), headers: {} }),
  'signed with another secret': (order) =>
    stripe.callback('checkout.session.completed', { id: sessionOf(order) }, { secret: 'whsec_other' }),
  'signed six minutes ago': (order) =>
    stripe.callback(
      'checkout.session.completed',
      { id: sessionOf(order) },
      { at: new Date(clock.now().getTime() - 360_000) },
    ),
  'with a changed body': (order) => {
    const { body, headers } = completed(order)
    return { body: Buffer.from(body.toString().replace('completed', 'cOmpleted')), headers }
  },
  'with a signature of rubbish': (order) => ({ ...completed(order), headers: { 'stripe-signature': 't=1,v1=00' } }),
}
for (const [title, forge] of Object.entries(forged)) {
  test(`refuses a callback ${title}`, async () => {
    const order = await desk.start(await desk.shopper())
    stripe.books.pay(sessionOf(order))
    await expect(take(forge(order))).rejects.toMatchObject({ code: 'InvalidSignature' })
    expect(await stateOf(order)).toBe('open')
  })
}

test('refuses the callbacks of a provider that is not ours', async () => {
  const callback = completed(await desk.start(await desk.shopper()))
  await expect(takeCallback(ctx, { provider: 'sandbox', ...callback })).rejects.toMatchObject({ code: 'NotFound' })
})

test('a callback that could not be dealt with is dealt with when it comes again', async () => {
  const order = await desk.start(await desk.shopper())
  stripe.books.pay(sessionOf(order))
  const callback = completed(order)
  stripe.failNext(3)
  await expect(take(callback)).rejects.toMatchObject({ code: 'Unavailable' })
  await take(callback)
  expect(await stateOf(order)).toBe('paid')
})

test('a refund that is told of before the payment comes to the same', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  const paymentId = stripe.books.pay(sessionOf(order))
  stripe.books.refund(paymentId)
  await take(stripe.callback('charge.refunded', { id: 'ch_1', payment_intent: paymentId }))
  expect(await stateOf(order)).toBe('refunded')
  await take(completed(order))
  expect(await stateOf(order)).toBe('refunded')
  expect(await owns(who)).toBe(false)
})

test('a dispute takes the right, an inquiry does not, and one that was won gives it back', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  const paymentId = stripe.books.pay(sessionOf(order))
  await take(completed(order))
  const told = async (status: string) => {
    stripe.books.dispute(sessionOf(order), status)
    await take(stripe.callback('charge.dispute.updated', { id: 'dp_0', payment_intent: paymentId }))
    return [await stateOf(order), await owns(who)]
  }
  expect(await told('warning_needs_response')).toEqual(['paid', true])
  expect(await told('needs_response')).toEqual(['disputed', false])
  expect(await told('under_review')).toEqual(['disputed', false])
  expect(await told('won')).toEqual(['paid', true])
  expect(await told('lost')).toEqual(['disputed', false])
})

test('money on its way keeps the order waiting; if it never comes, the order falls away', async () => {
  const one = await desk.start(await desk.shopper())
  stripe.books.pay(sessionOf(one), { isLater: true })
  await take(completed(one))
  expect(await stateOf(one)).toBe('pending')
  stripe.books.arrive(sessionOf(one))
  await take(stripe.callback('checkout.session.async_payment_succeeded', { id: sessionOf(one) }))
  expect(await stateOf(one)).toBe('paid')
  const other = await desk.start(await desk.shopper())
  stripe.books.pay(sessionOf(other), { isLater: true })
  await take(completed(other))
  stripe.books.arrive(sessionOf(other), { hasFailed: true })
  await take(stripe.callback('checkout.session.async_payment_failed', { id: sessionOf(other) }))
  expect(await stateOf(other)).toBe('void')
})

for (const [title, terms] of Object.entries({
  'another amount': { amount: 100 },
  'another currency': { currency: 'usd' },
  'no amount': { amount: 0 },
})) {
  test(`a session paid for ${title} gives nothing`, async () => {
    const who = await desk.shopper()
    const order = await desk.start(who)
    stripe.books.pay(sessionOf(order), terms)
    await take(completed(order))
    expect(await stateOf(order)).toBe('void')
    expect(await owns(who)).toBe(false)
  })
}

for (const [title, price] of Object.entries({
  'too low': { priceMinor: 49, currency: 'EUR' },
  'too fine': { priceMinor: 4905, currency: 'KWD' },
})) {
  test(`a price that Stripe finds ${title} charges nothing and leaves no order open`, async () => {
    const who = await desk.shopper()
    await db
      .updateTable('catalog_entry')
      .set({ price_minor: price.priceMinor, currency: price.currency })
      .where('partner_id', '=', who.partnerId)
      .execute()
    const request = desk.requestOf(who, { agreedPriceMinor: price.priceMinor })
    const asked = { ...request, intent: { ...request.intent, ...price } }
    expect(await startOrder(ctx, asked)).toEqual({ outcome: 'not-payable' })
    const orders = await db.selectFrom('order').select('state').where('account_id', '=', who.accountId).execute()
    expect(orders).toEqual([{ state: 'void' }])
  })
}

test('a course that costs nothing is given without any money moving', async () => {
  const who = await desk.shopper({ channelId: (await desk.course({ priceMinor: 0 })).id })
  const request = desk.requestOf(who)
  const started = await startOrder(ctx, {
    ...request,
    agreedPriceMinor: 0,
    intent: { ...request.intent, priceMinor: 0 },
  })
  if (started.outcome !== 'pay') throw new Error(`it came to ${started.outcome}`)
  const order = await desk.order(started)
  stripe.books.pay(sessionOf(order))
  await take(completed(order))
  expect(await desk.order(started)).toMatchObject({ state: 'paid', taxMinor: 0, providerPayment: null })
  expect(await owns(who)).toBe(true)
})

test('an operator’s refund reaches Stripe once', async () => {
  const order = await desk.start(await desk.shopper())
  stripe.books.pay(sessionOf(order))
  await desk.order({ orderId: order.id })
  await Promise.all([1, 2].map(() => refundOrder(ctx, { orderId: order.id, actor: 'test' })))
  expect(stripe.books.refundedOf(sessionOf(order))).toBe(4900)
  expect(new Set(stripe.keys.filter((key) => key.startsWith('refund')))).toEqual(new Set([`refund-${order.id}`]))
  expect(await stateOf(order)).toBe('refunded')
  // After a day Stripe has forgotten the key and says that there is nothing left to give back.
  await ctx.payments.refund({
    orderId: 'forgotten',
    paymentId: (await desk.order({ orderId: order.id })).providerPayment ?? '',
  })
})

test('giving up expires the session at Stripe, unless it was paid', async () => {
  const one = await desk.shopper()
  const given = await desk.start(one)
  expect(await cancelOrder(ctx, { orderId: given.id, accountId: one.accountId })).toMatchObject({ state: 'void' })
  expect(() => stripe.books.pay(sessionOf(given))).toThrow('expired')
  const other = await desk.shopper()
  const paid = await desk.start(other)
  stripe.books.pay(sessionOf(paid))
  expect(await cancelOrder(ctx, { orderId: paid.id, accountId: other.accountId })).toMatchObject({ state: 'paid' })
})

test('a callback that was lost is made good within minutes', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  stripe.books.pay(sessionOf(order))
  clock.advance(121)
  await reconcileOrders(ctx)
  expect(await stateOf(order)).toBe('paid')
})

test('an outage on the way to the page leaves one order and one page', async () => {
  const who = await desk.shopper()
  stripe.failNext(3)
  await expect(startOrder(ctx, desk.requestOf(who))).rejects.toMatchObject({ code: 'Unavailable' })
  const order = await desk.start(who)
  expect(new Set(stripe.keys.filter((key) => key.includes(order.id)))).toHaveLength(1)
  expect(await db.selectFrom('order').select('id').where('account_id', '=', who.accountId).execute()).toHaveLength(1)
})

test('an order that lives on at a provider we left is let go by a new one', async () => {
  const who = await desk.shopper()
  const old = await desk.start(who)
  const sandbox = await openDesk(db, { clock })
  const order = await sandbox.start(who)
  expect(order).toMatchObject({ provider: 'sandbox', state: 'open' })
  expect(await stateOf(old)).toBe('void')
})
