import { expect, test } from 'vitest'
import { transaction } from '../../platform/database/open.ts'
import { testDatabase } from '../../testing/database.ts'
import { eraseBuyer, exportOrders, findOffer } from './index.ts'
import { openDesk } from './testing/desk.ts'

const { db } = await testDatabase()
const desk = await openDesk(db)

test('a person may take along every order, with what was given back', async () => {
  const who = await desk.shopper()
  const order = await desk.press(await desk.buy(who), 'refund')
  expect(await exportOrders(db, who.accountId)).toMatchObject([
    { id: order.id, buyerName: 'Ada', state: 'refunded', adjustments: [{ kind: 'refund', amountMinor: -4900 }] },
  ])
  expect(await exportOrders(db, await desk.account())).toEqual([])
})

test('erasing leaves the books as they were and nothing of the person', async () => {
  const who = await desk.shopper()
  const order = await desk.buy(who)
  await transaction(db, async (tx) => {
    await eraseBuyer(tx, { accountId: who.accountId, pseudonym: 'Erased 1' })
    await tx.deleteFrom('account').where('id', '=', who.accountId).execute()
  })
  const row = await db.selectFrom('order').selectAll().where('id', '=', order.id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ price_minor: 4900, tax_minor: 884, receipt_number: order.receiptNumber, country: 'IT' })
  const text = JSON.stringify(row)
  for (const trace of [who.accountId, who.user ?? '', 'Ada', 'magazine.example']) expect(text).not.toContain(trace)
})

test('an offer is read live', async () => {
  const who = await desk.shopper()
  expect(await findOffer(desk.ctx, who)).toMatchObject({
    title: 'A title',
    priceMinor: 4900,
    partnerName: 'A magazine',
    lessons: 0,
    authors: [],
  })
  await db.updateTable('catalog_entry').set({ price_minor: 1 }).where('partner_id', '=', who.partnerId).execute()
  expect(await findOffer(desk.ctx, who)).toMatchObject({ priceMinor: 1 })
  await db.updateTable('catalog_entry').set({ is_enabled: false }).where('partner_id', '=', who.partnerId).execute()
  expect(await findOffer(desk.ctx, who)).toBeUndefined()
})
