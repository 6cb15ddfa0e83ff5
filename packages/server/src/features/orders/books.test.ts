import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { accountOwnsChannel } from '../licensing/index.ts'
import { findSandboxPayment, sandboxActions } from '../payments/index.ts'
import { findAdjustments, reconcileOrders } from './index.ts'
import { openDesk } from './testing/desk.ts'

const { db } = await testDatabase()
const desk = await openDesk(db)
const { ctx, clock } = desk

const step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...sandboxActions) },
  { weight: 1, arbitrary: fc.constant('reconcile' as const) },
  { weight: 1, arbitrary: fc.constant('refund-part' as const) },
)

test('whatever buyers and banks do, the books come to what the bank holds, and the right to what is paid', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      const who = await desk.shopper()
      let order = await desk.start(who)
      for (const each of ['pay' as const, ...steps]) {
        clock.advance(1)
        if (each === 'reconcile') {
          clock.advance(180)
          await reconcileOrders(ctx)
        } else if (each === 'refund-part') {
          await db
            .updateTable('sandbox_payment')
            .set({ refunded_minor: 1000 })
            .where('order_id', '=', order.id)
            .where('refunded_minor', '=', 0)
            .where('dispute', 'not in', ['open', 'lost'])
            .execute()
        } else await desk.press(order, each)
        order = await desk.order({ orderId: order.id })
      }
      const bank = await findSandboxPayment(db, order.providerSession ?? '')
      if (!bank) throw new Error('the bank knows the payment')
      const isTaken = bank.dispute === 'open' || bank.dispute === 'lost'
      const held = isTaken ? 0 : bank.amountMinor - bank.refundedMinor
      const entries = await findAdjustments(db, order.purchaseId ?? '')
      expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, order.priceMinor)).toBe(held)
      expect(order.state === 'paid').toBe(held > 0)
      expect(await accountOwnsChannel(db, { ...who, now: clock.now() })).toBe(held > 0)
    }),
    { numRuns: 15 },
  )
})
