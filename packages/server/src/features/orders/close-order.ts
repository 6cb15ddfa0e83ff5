import type { Order, OrderDeps } from './order.ts'
import { updateOrderAbandoned } from './order-changes-store.ts'
import { findOrder, findOrderById } from './orders-store.ts'
import { settleOrder } from './settle-order.ts'

/** Makes an open order unpayable; the order afterwards says whether that came too late. */
export async function closeOrder(deps: OrderDeps, order: Order): Promise<Order | undefined> {
  const { id: orderId, providerSession } = order
  if (providerSession === null || order.provider !== deps.payments.name) {
    await updateOrderAbandoned(deps.db, { orderId, providerSession, now: deps.clock.now() })
    return findOrderById(deps.db, orderId)
  }
  await deps.payments.close(providerSession)
  return settleOrder(deps, { orderId })
}

/** Gives an open order of the account's up. The order afterwards says where it stands: it may have been paid already. */
export async function cancelOrder(
  deps: OrderDeps,
  { orderId, accountId }: { orderId: string; accountId: string },
): Promise<Order | undefined> {
  const order = await findOrder(deps.db, { orderId, accountId })
  if (order?.state !== 'open') return order
  return closeOrder(deps, order)
}
