import type { Database } from '../../platform/database/open.ts'
import { findAdjustments } from './ledger-store.ts'
import { updateBuyerErased } from './order-changes-store.ts'
import { findOrdersOf } from './orders-store.ts'

/** All that is kept about an account's orders, for the person to take away. */
export async function exportOrders(db: Database, accountId: string): Promise<object[]> {
  const orders = await findOrdersOf(db, accountId)
  return Promise.all(
    orders.map(async ({ accountId: _account, revision: _revision, paymentUrl: _url, cover: _cover, ...order }) => ({
      ...order,
      adjustments: order.purchaseId === null ? [] : await findAdjustments(db, order.purchaseId),
    })),
  )
}

/** Forgets who an account's orders were for: numbers, amounts, dates and countries stay, as the books have to. */
export async function eraseBuyer(
  tx: Database,
  { accountId, pseudonym }: { accountId: string; pseudonym: string },
): Promise<void> {
  await updateBuyerErased(tx, { accountId, pseudonym })
}
