import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { accountOwnsChannel } from '../licensing/index.ts'
import { cancelOrder, findReceipts, settleOrder, startOrder } from './index.ts'
import { openDesk } from './testing/desk.ts'

const { db } = await testDatabase()
const desk = await openDesk(db)
const { ctx, clock } = desk

test('a payment becomes a purchase, a right, a receipt and one letter', async () => {
  const who = await desk.shopper()
  const order = await desk.buy(who)
  expect(order).toMatchObject({ state: 'paid', isDuplicate: false, priceMinor: 4900, taxName: 'VAT', taxMinor: 884 })
  expect(order.receiptNumber).toMatch(/^2026-\d{6}$/)
  const purchase = await db
    .selectFrom('purchase')
    .selectAll()
    .where('id', '=', order.purchaseId ?? '')
    .executeTakeFirstOrThrow()
  expect(purchase).toMatchObject({ path: 'iframe', price_minor: 4900, currency: 'EUR', partner_id: who.partnerId })
  expect(purchase.provider_reference).toBe(order.providerPayment)
  expect(await accountOwnsChannel(db, { ...who, now: clock.now() })).toBe(true)
  const [mail, ...more] = await desk.mailsTo(who.accountId)
  expect(more).toEqual([])
  expect(mail).toMatchObject({ kind: 'receipt', receiptNumber: order.receiptNumber, priceMinor: 4900 })
  expect((await findReceipts(db, who.accountId)).map(({ id }) => id)).toEqual([order.id])
})

test('fifty callbacks and pages at once make one purchase, one number and one letter', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', order.id).execute()
  const settled = await Promise.all(Array.from({ length: 50 }, () => settleOrder(ctx, { orderId: order.id })))
  expect(new Set(settled.map((each) => each?.receiptNumber))).toHaveLength(1)
  expect(settled.every((each) => each?.state === 'paid')).toBe(true)
  const purchases = await db.selectFrom('purchase').select('id').where('channel_id', '=', who.channelId).execute()
  expect(purchases).toHaveLength(1)
  expect(await desk.mailsTo(who.accountId)).toHaveLength(1)
})

test('receipt numbers leave nothing out, whoever pays at once and whatever fails', async () => {
  const before = await numbers()
  const { channelId, partnerId } = await desk.shopper()
  const orders = await Promise.all(
    Array.from({ length: 20 }, async () => desk.start(await desk.shopper({ channelId, partnerId }))),
  )
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('state', '=', 'open').execute()
  const isFailing = { ...ctx, jobs: { ...ctx.jobs, enqueue: () => Promise.reject(new Error('no mail today')) } }
  const [unlucky, ...rest] = orders
  const failed = await Promise.allSettled([settleOrder(isFailing, { orderId: unlucky?.id ?? '' })])
  expect(failed[0]?.status).toBe('rejected')
  await Promise.all([...rest, ...(unlucky ? [unlucky] : [])].map(({ id }) => settleOrder(ctx, { orderId: id })))
  const after = await numbers()
  expect(after).toHaveLength(before.length + 20)
  expect(after).toEqual(after.map((_number, i) => i + 1))
})

async function numbers(): Promise<number[]> {
  const rows = await db.selectFrom('order').select('receipt_number').where('receipt_number', 'is not', null).execute()
  return rows.map((row) => Number(row.receipt_number?.slice(5))).sort((one, other) => one - other)
}

test('tabs that start at once share one order and one payment page', async () => {
  const who = await desk.shopper()
  const started = await Promise.all(Array.from({ length: 12 }, () => startOrder(ctx, desk.requestOf(who))))
  expect(new Set(started.map((each) => (each.outcome === 'pay' ? each.url : each.outcome)))).toHaveLength(1)
  const orders = await db.selectFrom('order').select('id').where('account_id', '=', who.accountId).execute()
  expect(orders).toHaveLength(1)
})

test('of two pages opened at the same moment one is kept and the other made unpayable', async () => {
  const who = await desk.shopper()
  const both = Promise.withResolvers<void>()
  const sessions: string[] = []
  let opened = 0
  const twofold = {
    ...ctx.payments,
    open: async (request: Parameters<typeof ctx.payments.open>[0]) => {
      const page = await ctx.payments.open({ ...request, orderId: `${request.orderId}-${opened++}` })
      if ('sessionId' in page && sessions.push(page.sessionId) === 2) both.resolve()
      await both.promise
      return page
    },
  }
  const deps = { ...ctx, payments: twofold }
  const started = await Promise.all([1, 2].map(() => startOrder(deps, desk.requestOf(who))))
  expect(new Set(started.map((each) => (each.outcome === 'pay' ? each.url : each.outcome)))).toHaveLength(1)
  const states = await Promise.all(sessions.map(async (id) => (await ctx.payments.read(id))?.state ?? ''))
  expect(new Set(states)).toEqual(new Set(['open', 'expired']))
})

test('says so where the account owns the course', async () => {
  const who = await desk.shopper()
  await desk.buy(who)
  expect(await startOrder(ctx, desk.requestOf(who))).toEqual({ outcome: 'already-owned' })
})

test('says so where another tab has paid, before any callback', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', order.id).execute()
  expect(await startOrder(ctx, desk.requestOf(who))).toEqual({ outcome: 'already-owned' })
})

const notSold: Record<string, { change: object; outcome: string }> = {
  'a price the card never showed': { change: { agreedPriceMinor: 100 }, outcome: 'price-changed' },
  'an intent at another price': { change: { intent: { priceMinor: 100 } }, outcome: 'price-changed' },
  'an intent in another currency': { change: { intent: { currency: 'USD' } }, outcome: 'price-changed' },
  'another channel': { change: { intent: { channelId: 'f'.repeat(24) } }, outcome: 'not-for-sale' },
  'another partner': { change: { intent: { partnerId: 'nobody' } }, outcome: 'not-for-sale' },
}
for (const [title, { change, outcome }] of Object.entries(notSold)) {
  test(`sells nothing for ${title}`, async () => {
    const request = desk.requestOf(await desk.shopper())
    const intent = { ...request.intent, ...('intent' in change ? (change.intent as object) : {}) }
    expect(await startOrder(ctx, { ...request, ...change, intent })).toEqual({ outcome })
    expect(await db.selectFrom('order').select('id').where('account_id', '=', request.accountId).execute()).toEqual([])
  })
}

test('closes an order at a price that the provider will never take, and tells the operator', async () => {
  const who = await desk.shopper()
  await db.updateTable('catalog_entry').set({ price_minor: 49 }).where('partner_id', '=', who.partnerId).execute()
  const request = desk.requestOf(who, { agreedPriceMinor: 49 })
  const errors: unknown[] = []
  const log = { ...ctx.log, error: (line: unknown) => errors.push(line) } as typeof ctx.log
  const started = await startOrder({ ...ctx, log }, { ...request, intent: { ...request.intent, priceMinor: 49 } })
  expect(started).toEqual({ outcome: 'not-payable' })
  expect(errors).toMatchObject([{ channel: who.channelId, price: '49 EUR', problem: expect.stringContaining('€0.50') }])
  const orders = await db.selectFrom('order').select('state').where('account_id', '=', who.accountId).execute()
  expect(orders).toEqual([{ state: 'void' }])
})

test('sells nothing for a partner that is off line', async () => {
  const who = await desk.shopper()
  await db.updateTable('partner').set({ is_online: false }).where('id', '=', who.partnerId).execute()
  expect(await startOrder(ctx, desk.requestOf(who))).toEqual({ outcome: 'not-for-sale' })
})

test('a price that changed meanwhile makes the page at the old price unpayable', async () => {
  const who = await desk.shopper()
  const old = await desk.start(who)
  await db.updateTable('catalog_entry').set({ price_minor: 5900 }).where('partner_id', '=', who.partnerId).execute()
  expect(await startOrder(ctx, desk.requestOf(who))).toEqual({ outcome: 'price-changed' })
  const request = desk.requestOf(who)
  const started = await startOrder(ctx, {
    ...request,
    agreedPriceMinor: 5900,
    intent: { ...request.intent, priceMinor: 5900 },
  })
  expect(started).toMatchObject({ outcome: 'pay' })
  expect(started.outcome === 'pay' && started.orderId).not.toBe(old.id)
  expect(await desk.press(old, 'pay')).toMatchObject({ state: 'void', paidAt: null })
})

test('a page at the old price that was paid already is honoured', async () => {
  const who = await desk.shopper()
  const old = await desk.start(who)
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', old.id).execute()
  await db.updateTable('catalog_entry').set({ price_minor: 5900 }).where('partner_id', '=', who.partnerId).execute()
  const request = desk.requestOf(who)
  const intent = { ...request.intent, priceMinor: 5900 }
  expect(await startOrder(ctx, { ...request, agreedPriceMinor: 5900, intent })).toEqual({ outcome: 'already-owned' })
  expect(await desk.order({ orderId: old.id })).toMatchObject({ state: 'paid', priceMinor: 4900 })
})

test('an order through another partner takes the place of the open one', async () => {
  const who = await desk.shopper()
  const old = await desk.start(who)
  const partnerId = await desk.partner([{ id: who.channelId }])
  const order = await desk.start({ ...who, partnerId })
  expect(order).toMatchObject({ state: 'open', partnerId })
  expect(await desk.order({ orderId: old.id })).toMatchObject({ state: 'void' })
})

test('an expired order gives way to a new one', async () => {
  const who = await desk.shopper()
  const old = await desk.start(who)
  clock.advance(3600)
  const order = await desk.start(who)
  expect(order.id).not.toBe(old.id)
  expect(await desk.order({ orderId: old.id })).toMatchObject({ state: 'void' })
})

test('a crash between the payment page and its being noted leads to the same page', async () => {
  const who = await desk.shopper()
  const dying = { ...ctx.payments, open: async () => Promise.reject(new Error('the power is gone')) }
  let session = ''
  const noting = {
    ...dying,
    open: async (request: Parameters<typeof ctx.payments.open>[0]) => {
      const page = await ctx.payments.open(request)
      if ('sessionId' in page) session = page.sessionId
      throw new Error('the power is gone')
    },
  }
  await expect(startOrder({ ...ctx, payments: noting }, desk.requestOf(who))).rejects.toThrow('power')
  const order = await desk.start(who)
  expect(order.providerSession).toBe(session)
})

test('an order that never came to a payment page falls away in time', async () => {
  const who = await desk.shopper()
  const dying = { ...ctx.payments, open: async () => Promise.reject(new Error('the power is gone')) }
  await expect(startOrder({ ...ctx, payments: dying }, desk.requestOf(who))).rejects.toThrow('power')
  clock.advance(1800)
  const order = await desk.start(who)
  const states = await db.selectFrom('order').select(['id', 'state']).where('account_id', '=', who.accountId).execute()
  expect(states.find(({ id }) => id !== order.id)).toMatchObject({ state: 'void' })
})

test('giving up makes the page unpayable, and comes too late for what was paid', async () => {
  const one = await desk.shopper()
  const given = await desk.start(one)
  expect(await cancelOrder(ctx, { orderId: given.id, accountId: one.accountId })).toMatchObject({ state: 'void' })
  expect(await desk.press(given, 'pay')).toMatchObject({ state: 'void', paidAt: null })
  const other = await desk.shopper()
  const paid = await desk.start(other)
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', paid.id).execute()
  expect(await cancelOrder(ctx, { orderId: paid.id, accountId: other.accountId })).toMatchObject({ state: 'paid' })
})

test('nobody gives up or sees the order of another', async () => {
  const order = await desk.start(await desk.shopper())
  const stranger = await desk.account()
  expect(await cancelOrder(ctx, { orderId: order.id, accountId: stranger })).toBeUndefined()
  expect(await desk.order({ orderId: order.id })).toMatchObject({ state: 'open' })
})

test('money that is on its way keeps the order waiting, and pays it when it comes', async () => {
  const who = await desk.shopper()
  const order = await desk.press(await desk.start(who), 'pay-later')
  expect(order.state).toBe('pending')
  expect(await accountOwnsChannel(db, { ...who, now: clock.now() })).toBe(false)
  expect(await startOrder(ctx, desk.requestOf(who))).toMatchObject({ outcome: 'pay', orderId: order.id })
  expect(await desk.press(order, 'money-arrives')).toMatchObject({ state: 'paid' })
})

test('a card that was declined may be tried again on the same page', async () => {
  const who = await desk.shopper()
  const order = await desk.press(await desk.start(who), 'decline')
  expect(order.state).toBe('open')
  expect(await desk.press(order, 'pay')).toMatchObject({ state: 'paid' })
})

test('the buyer may correct what the receipt says until it is paid', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  const buyer = { name: 'Ada L.', email: `${who.accountId}@example.com`, country: 'US', company: 'Engines Ltd' }
  await startOrder(ctx, desk.requestOf(who, { buyer }))
  expect(await desk.press(order, 'pay')).toMatchObject({
    buyerName: 'Ada L.',
    buyerCompany: 'Engines Ltd',
    taxName: '',
    taxMinor: 0,
  })
})
