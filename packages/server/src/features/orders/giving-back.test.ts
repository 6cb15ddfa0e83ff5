import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { accountOwnsChannel, revokeActivation } from '../licensing/index.ts'
import type { PaymentReading } from '../payments/index.ts'
import { findAdjustments, type Order, reconcileOrders, refundOrder, settleOrder } from './index.ts'
import { openDesk } from './testing/desk.ts'

const { db } = await testDatabase()
const desk = await openDesk(db)
const { ctx, clock } = desk

const owns = (who: { accountId: string; channelId: string }) => accountOwnsChannel(db, { ...who, now: clock.now() })
const ledger = async ({ purchaseId }: Order) =>
  (await findAdjustments(db, purchaseId ?? '')).map(({ kind, amountMinor }) => [kind, amountMinor])
const kinds = async (accountId: string) =>
  (await desk.mailsTo(accountId)).map((mail) =>
    mail.kind === 'refund' ? `${mail.reason} ${mail.amountMinor}` : mail.kind,
  )

/** The desk's provider with one thing read otherwise. */
function reading(change: Partial<PaymentReading>) {
  const read = async (sessionId: string) => {
    const truth = await ctx.payments.read(sessionId)
    return truth && { ...truth, ...change }
  }
  return { ...ctx, payments: { ...ctx.payments, read } }
}

test('a refund ends the right, stands in the ledger once and is written about once', async () => {
  const who = await desk.shopper()
  const order = await desk.press(await desk.buy(who), 'refund')
  expect(order).toMatchObject({ state: 'refunded', closedAt: clock.now() })
  await Promise.all(Array.from({ length: 10 }, () => settleOrder(ctx, { orderId: order.id })))
  expect(await owns(who)).toBe(false)
  expect(await ledger(order)).toEqual([['refund', -4900]])
  expect(await kinds(who.accountId)).toEqual(['receipt', 'refund 4900'])
})

test('whoever was refunded may buy again', async () => {
  const who = await desk.shopper()
  await desk.press(await desk.buy(who), 'refund')
  expect(await desk.buy(who)).toMatchObject({ state: 'paid', isDuplicate: false })
  expect(await owns(who)).toBe(true)
})

test('a refund in parts ends the right when nothing is left, and not before', async () => {
  const who = await desk.shopper()
  const { id } = await desk.buy(who)
  const part = await settleOrder(reading({ refundedMinor: 1000 }), { orderId: id })
  expect(part).toMatchObject({ state: 'paid' })
  expect(await owns(who)).toBe(true)
  clock.advance(1)
  const whole = await settleOrder(reading({ refundedMinor: 4900 }), { orderId: id })
  expect(whole).toMatchObject({ state: 'refunded' })
  expect(await owns(who)).toBe(false)
  expect(whole && (await ledger(whole))).toEqual([
    ['refund', -1000],
    ['refund', -3900],
  ])
  expect(await kinds(who.accountId)).toEqual(['receipt', 'refund 1000', 'refund 3900'])
})

test('a refund that the bank sends back gives the right back', async () => {
  const who = await desk.shopper()
  const { id } = await desk.buy(who)
  await settleOrder(reading({ refundedMinor: 4900 }), { orderId: id })
  clock.advance(1)
  const order = await settleOrder(reading({ refundedMinor: 0 }), { orderId: id })
  expect(order).toMatchObject({ state: 'paid', closedAt: null })
  expect(await owns(who)).toBe(true)
  expect(order && (await ledger(order))).toEqual([
    ['refund', -4900],
    ['refund', 4900],
  ])
})

test('a dispute ends the right; won, it comes back; lost, it does not', async () => {
  const who = await desk.shopper()
  const order = await desk.press(await desk.buy(who), 'dispute')
  expect(order.state).toBe('disputed')
  expect(await owns(who)).toBe(false)
  clock.advance(1)
  expect(await desk.press(order, 'win-dispute')).toMatchObject({ state: 'paid', closedAt: null })
  expect(await owns(who)).toBe(true)
  expect(await ledger(order)).toEqual([
    ['dispute', -4900],
    ['dispute-won', 4900],
  ])
  const other = await desk.shopper()
  const lost = await desk.press(await desk.press(await desk.buy(other), 'dispute'), 'lose-dispute')
  expect(lost.state).toBe('disputed')
  expect(await owns(other)).toBe(false)
  expect(await ledger(lost)).toEqual([['dispute', -4900]])
})

/** A course bought, disputed, and bought again while the bank decides. */
async function boughtAgain() {
  const who = await desk.shopper()
  const first = await desk.press(await desk.buy(who), 'dispute')
  const second = await desk.buy(who)
  return { who, first, second }
}

test('of two purchases the one whose money stays counts, when the dispute was won and the later one is refunded', async () => {
  const { who, first, second } = await boughtAgain()
  await desk.press(first, 'win-dispute')
  expect(await owns(who)).toBe(true)
  await desk.press(second, 'refund')
  expect(await owns(who)).toBe(true)
  await desk.press(first, 'refund')
  expect(await owns(who)).toBe(false)
})

test('a purchase that is still in dispute, or lost in it, does not count when the later one is refunded', async () => {
  const { who, first, second } = await boughtAgain()
  await desk.press(second, 'refund')
  expect(await owns(who)).toBe(false)
  await desk.press(first, 'lose-dispute')
  expect(await owns(who)).toBe(false)
})

test('a dispute won while the later purchase is refunded, at the same moment, leaves the right', async () => {
  for (let round = 0; round < 10; round++) {
    const { who, first, second } = await boughtAgain()
    await Promise.all([desk.press(first, 'win-dispute'), desk.press(second, 'refund')])
    expect(await owns(who)).toBe(true)
  }
})

test('a dispute won does not give back what an operator revoked', async () => {
  const who = await desk.shopper()
  const order = await desk.buy(who)
  const { id } = await db
    .selectFrom('activation')
    .select('id')
    .where('purchase_id', '=', order.purchaseId)
    .executeTakeFirstOrThrow()
  await revokeActivation(ctx, { activationId: id, actor: 'test' })
  await desk.press(await desk.press(order, 'dispute'), 'win-dispute')
  expect(await owns(who)).toBe(false)
})

test('a refund read before the payment was known books both', async () => {
  const who = await desk.shopper()
  const { id } = await desk.start(who)
  await db
    .updateTable('sandbox_payment')
    .set({ state: 'paid', refunded_minor: 4900 })
    .where('order_id', '=', id)
    .execute()
  const order = await desk.order({ orderId: id })
  expect(order).toMatchObject({ state: 'refunded', isDuplicate: false })
  expect(await owns(who)).toBe(false)
  expect(await ledger(order)).toEqual([['refund', -4900]])
})

test('a reading older than the last change undoes nothing', async () => {
  const who = await desk.shopper()
  const order = await desk.buy(who)
  let isFirst = true
  const slow = {
    ...ctx,
    payments: {
      ...ctx.payments,
      read: async (sessionId: string) => {
        const stale = await ctx.payments.read(sessionId)
        // Between this reading and its being booked, the refund is made and booked by somebody else.
        if (isFirst) await refundOrder(ctx, { orderId: order.id, actor: 'test' })
        const isStale = isFirst
        isFirst = false
        return isStale ? stale : ctx.payments.read(sessionId)
      },
    },
  }
  expect(await settleOrder(slow, { orderId: order.id })).toMatchObject({ state: 'refunded' })
  expect(await ledger(order)).toEqual([['refund', -4900]])
  expect(await owns(who)).toBe(false)
})

test('an operator gives the money back once, and the audit knows who', async () => {
  const who = await desk.shopper()
  const { id } = await desk.buy(who)
  const orders = await Promise.all([1, 2, 3].map(() => refundOrder(ctx, { orderId: id, actor: 'operator:test' })))
  expect(orders.map(({ state }) => state)).toEqual(['refunded', 'refunded', 'refunded'])
  expect(orders[0] && (await ledger(orders[0]))).toEqual([['refund', -4900]])
  const lines = await db.selectFrom('audit').select(['actor', 'action']).where('subject', '=', `order:${id}`).execute()
  expect(lines[0]).toEqual({ actor: 'operator:test', action: 'order.refunded' })
})

test('an operator refunds neither what is not paid nor what is disputed', async () => {
  const open = await desk.start(await desk.shopper())
  await expect(refundOrder(ctx, { orderId: open.id, actor: 'test' })).rejects.toMatchObject({ code: 'InvalidInput' })
  const disputed = await desk.press(await desk.buy(await desk.shopper()), 'dispute')
  await expect(refundOrder(ctx, { orderId: disputed.id, actor: 'test' })).rejects.toMatchObject({
    fields: [{ problem: expect.stringContaining('disputed') }],
  })
  await expect(refundOrder(ctx, { orderId: 'none', actor: 'test' })).rejects.toMatchObject({ code: 'InvalidInput' })
})

test('what was paid twice is given back once, whole, and written about once', async () => {
  const who = await desk.shopper()
  const first = await desk.start(who)
  // The page of the first order is paid after the order was given up for lost.
  await db.updateTable('order').set({ state: 'void' }).where('id', '=', first.id).execute()
  const second = await desk.buy(who)
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', first.id).execute()
  const twin = await desk.order({ orderId: first.id })
  expect(twin).toMatchObject({ state: 'paid', isDuplicate: true, purchaseId: null })
  let refunds = 0
  const counting = {
    ...ctx,
    payments: {
      ...ctx.payments,
      refund: async (of: Parameters<typeof ctx.payments.refund>[0]) => {
        refunds++
        await ctx.payments.refund(of)
      },
    },
  }
  clock.advance(180)
  await reconcileOrders(counting)
  clock.advance(180)
  await reconcileOrders(counting)
  expect(refunds).toBe(1)
  expect(await desk.order({ orderId: first.id })).toMatchObject({ state: 'refunded', isDuplicate: true })
  expect(await desk.order({ orderId: second.id })).toMatchObject({ state: 'paid', isDuplicate: false })
  expect(await owns(who)).toBe(true)
  expect(await kinds(who.accountId)).toEqual(['receipt', 'duplicate 4900'])
})

test('two orders of one account paid at the same moment give one purchase', async () => {
  for (let round = 0; round < 10; round++) {
    const who = await desk.shopper()
    const first = await desk.start(who)
    await db.updateTable('order').set({ state: 'void' }).where('id', '=', first.id).execute()
    const second = await desk.start({ ...who, partnerId: await desk.partner([{ id: who.channelId }]) })
    await db
      .updateTable('sandbox_payment')
      .set({ state: 'paid' })
      .where('order_id', 'in', [first.id, second.id])
      .execute()
    const orders = await Promise.all([first, second].map(({ id }) => desk.order({ orderId: id })))
    expect(orders.filter(({ isDuplicate }) => isDuplicate)).toHaveLength(1)
  }
})

test('a late payment of an order given up for lost is honoured', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  await db.updateTable('order').set({ state: 'void' }).where('id', '=', order.id).execute()
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', order.id).execute()
  expect(await desk.order({ orderId: order.id })).toMatchObject({ state: 'paid', isDuplicate: false })
  expect(await owns(who)).toBe(true)
})

test('money of somebody who was erased meanwhile is given back, and nobody is written to', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', order.id).execute()
  await db.deleteFrom('account').where('id', '=', who.accountId).execute()
  await db.updateTable('order').set({ buyer_email: '' }).where('id', '=', order.id).execute()
  clock.advance(180)
  await reconcileOrders(ctx)
  expect(await desk.order({ orderId: order.id })).toMatchObject({
    state: 'refunded',
    isDuplicate: true,
    purchaseId: null,
  })
})

const mismatches: Record<string, Partial<PaymentReading>> = {
  'another amount': { amountMinor: 1 },
  'another currency': { currency: 'USD' },
  'another order': { orderId: 'another' },
}
for (const [title, change] of Object.entries(mismatches)) {
  test(`a payment for ${title} gives nothing, and the audit knows of it`, async () => {
    const who = await desk.shopper()
    const order = await desk.start(who)
    await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', order.id).execute()
    const errors: unknown[] = []
    const deps = {
      ...reading(change),
      log: { ...ctx.log, error: (line: unknown) => errors.push(line) } as typeof ctx.log,
    }
    const settled = await settleOrder(deps, { orderId: order.id })
    expect(settled).toMatchObject({ state: 'void', paidAt: null })
    // The buyer is not told that nothing was charged, and the operator finds the money.
    expect(settled?.providerPayment !== null).toBe(change.orderId === undefined)
    await settleOrder(deps, { orderId: order.id })
    expect(await owns(who)).toBe(false)
    expect(errors).toHaveLength(2)
    const lines = await db.selectFrom('audit').select('action').where('subject', '=', `order:${order.id}`).execute()
    expect(lines).toEqual([{ action: 'payment.mismatch' }])
  })
}

test('what nobody told us is found out, and one that fails keeps nobody waiting', async () => {
  const [broken, lost, expired] = await Promise.all([1, 2, 3].map(async () => desk.start(await desk.shopper())))
  if (!broken || !lost || !expired) throw new Error('three were started')
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', lost.id).execute()
  clock.advance(3601)
  const deps = {
    ...ctx,
    payments: {
      ...ctx.payments,
      read: async (sessionId: string) => {
        if (sessionId === broken.providerSession) throw new Error('out of order')
        return ctx.payments.read(sessionId)
      },
    },
  }
  await reconcileOrders(deps)
  const states = await db
    .selectFrom('order')
    .select(['id', 'state'])
    .where('id', 'in', [broken.id, lost.id, expired.id])
    .execute()
  expect(Object.fromEntries(states.map(({ id, state }) => [id, state]))).toEqual({
    [broken.id]: 'open',
    [lost.id]: 'paid',
    [expired.id]: 'void',
  })
})

test('a refund that every callback was lost of is found within a day', async () => {
  const who = await desk.shopper()
  const order = await desk.start(who)
  await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('order_id', '=', order.id).execute()
  await settleOrder(ctx, { orderId: order.id })
  await db.updateTable('sandbox_payment').set({ refunded_minor: 4900 }).where('order_id', '=', order.id).execute()
  clock.advance(23 * 3600)
  await reconcileOrders(ctx)
  expect(await owns(who)).toBe(true)
  clock.advance(3601)
  await reconcileOrders(ctx)
  expect(await desk.order({ orderId: order.id })).toMatchObject({ state: 'refunded' })
  expect(await owns(who)).toBe(false)
})
