import type { Database } from '../../platform/database/open.ts'
import type { Order, OrderDeps } from './order.ts'
import { findOrder, findOrderById, updateOrderAbandoned } from './orders-store.ts'
import { settleOrder } from './settle-order.ts'

/** Makes an open order unpayable; the order afterwards says whether that came too late. */
export async function closeOrder(deps: OrderDeps, order: Order): Promise<Order | undefined> {
  if (order.providerSession === null) {
    await updateOrderAbandoned(deps.db, { orderId: order.id, now: deps.clock.now() })
    return findOrderById(deps.db, order.id)
  }
  await deps.payments.close(order.providerSession)
  return settleOrder(deps, { orderId: order.id })
}

/** Gives an open order of the account's up. The order afterwards says where it stands: it may have been paid already. */
export async function cancelOrder(
  deps: OrderDeps & { db: Database },
  { orderId, accountId }: { orderId: string; accountId: string },
): Promise<Order | undefined> {
  const order = await findOrder(deps.db, { orderId, accountId })
  if (order?.state !== 'open') return order
  return closeOrder(deps, order)
}
