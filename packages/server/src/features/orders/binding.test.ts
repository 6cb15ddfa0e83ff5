import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { accountOwnsChannel, findActivations, findPurchases, grantTrial } from '../licensing/index.ts'
import { openDesk } from './testing/desk.ts'

const { db } = await testDatabase()
const desk = await openDesk(db)
const { ctx, clock } = desk

const boundTo = async (partnerId: string, user: string | undefined) =>
  (
    await db
      .selectFrom('customer_user_id')
      .innerJoin('customer', 'customer.id', 'customer_user_id.customer_id')
      .select('customer.account_id')
      .where('customer_user_id.partner_id', '=', partnerId)
      .where('partner_user_id', '=', user ?? '')
      .executeTakeFirst()
  )?.account_id
const customersOf = async (accountId: string) =>
  db.selectFrom('customer').select('id').where('account_id', '=', accountId).execute()
const conflicts = async (purchaseId: string | null) =>
  db
    .selectFrom('audit')
    .select('actor')
    .where('action', '=', 'binding.conflict')
    .where('subject', '=', `purchase:${purchaseId}`)
    .execute()

test('the first purchase under an id binds it to the account', async () => {
  const who = await desk.shopper()
  const order = await desk.buy(who)
  expect(await boundTo(who.partnerId, who.user)).toBe(who.accountId)
  expect(await conflicts(order.purchaseId)).toEqual([])
})

test('a second purchase under the same id is the same customer', async () => {
  const first = await desk.shopper()
  await desk.buy(first)
  const course = await desk.course()
  const { agreeChannels } = await import('../catalog/index.ts')
  await agreeChannels(ctx, { partnerId: first.partnerId, channels: [course.id] })
  await desk.buy({ ...first, channelId: course.id })
  expect(await customersOf(first.accountId)).toHaveLength(1)
})

test('a customer the partner knew already becomes the account’s', async () => {
  const who = await desk.shopper()
  const { customerId } = await grantTrial(ctx, { ...who, partnerUserId: who.user ?? '', actor: 'test' })
  clock.advance(25 * 3600)
  await desk.buy(who)
  expect(await customersOf(who.accountId)).toEqual([{ id: customerId }])
})

test('another account’s purchase under a bound id is its own, and only the audit tells', async () => {
  const first = await desk.shopper()
  await desk.buy(first)
  const second = { ...first, accountId: await desk.account() }
  const order = await desk.buy(second)
  expect(order).toMatchObject({ state: 'paid', isDuplicate: false })
  expect(await boundTo(first.partnerId, first.user)).toBe(first.accountId)
  expect(await accountOwnsChannel(db, { ...second, now: clock.now() })).toBe(true)
  expect(await conflicts(order.purchaseId)).toEqual([{ actor: `account:${second.accountId}` }])
})

test('an account’s customer learns a further id', async () => {
  const who = await desk.shopper()
  await desk.press(await desk.buy(who), 'refund')
  const order = await desk.buy({ ...who, user: `${who.user}-again` })
  expect(await boundTo(who.partnerId, `${who.user}-again`)).toBe(who.accountId)
  expect(await customersOf(who.accountId)).toHaveLength(1)
  expect(await conflicts(order.purchaseId)).toEqual([])
})

test('a customer of nobody’s stays so where the account has one there already', async () => {
  const who = await desk.shopper()
  await desk.press(await desk.buy(who), 'refund')
  const strange = `${who.user}-strange`
  await grantTrial(ctx, { ...who, partnerUserId: strange, actor: 'test' })
  const order = await desk.buy({ ...who, user: strange })
  expect(await boundTo(who.partnerId, strange)).toBeNull()
  expect(await customersOf(who.accountId)).toHaveLength(1)
  expect(await conflicts(order.purchaseId)).toHaveLength(1)
})

test('a purchase without an id is listed like every other', async () => {
  const who = await desk.shopper({ user: undefined })
  const order = await desk.buy(who)
  const purchases = await findPurchases(db, { partnerId: who.partnerId, limit: 10 })
  expect(purchases).toMatchObject([{ id: order.purchaseId, partnerUserId: null, path: 'iframe' }])
  const activations = await findActivations(db, { partnerId: who.partnerId, now: clock.now(), limit: 10 })
  expect(activations).toMatchObject([{ partnerUserId: null, status: 'active' }])
})

test('accounts that pay under one id at the same moment: one gets the id, each gets its course', async () => {
  for (let round = 0; round < 10; round++) {
    const first = await desk.shopper()
    const people = [
      first,
      ...(await Promise.all([1, 2, 3].map(async () => ({ ...first, accountId: await desk.account() })))),
    ]
    const orders = await Promise.all(people.map((who) => desk.start(who)))
    await db
      .updateTable('sandbox_payment')
      .set({ state: 'paid' })
      .where(
        'order_id',
        'in',
        orders.map(({ id }) => id),
      )
      .execute()
    const paid = await Promise.all(orders.map(({ id }) => desk.order({ orderId: id })))
    expect(paid.map(({ state, isDuplicate }) => [state, isDuplicate])).toEqual(people.map(() => ['paid', false]))
    expect(people.map(({ accountId }) => accountId)).toContain(await boundTo(first.partnerId, first.user))
    const found = await Promise.all(paid.map(({ purchaseId }) => conflicts(purchaseId)))
    expect(found.flat()).toHaveLength(people.length - 1)
  }
})

test('one account that pays for two courses of a partner at the same moment is one customer', async () => {
  for (let round = 0; round < 10; round++) {
    const [one, other] = [await desk.course(), await desk.course()]
    const partnerId = await desk.partner([one, other])
    const accountId = await desk.account()
    const orders = await Promise.all(
      [one, other].map(async ({ id }, i) =>
        desk.start(await desk.shopper({ accountId, partnerId, channelId: id, user: `u${round}-${i}` })),
      ),
    )
    await db.updateTable('sandbox_payment').set({ state: 'paid' }).where('state', '=', 'open').execute()
    const paid = await Promise.all(orders.map(({ id }) => desk.order({ orderId: id })))
    expect(paid.map(({ isDuplicate }) => isDuplicate)).toEqual([false, false])
    expect(await customersOf(accountId)).toHaveLength(1)
  }
})
