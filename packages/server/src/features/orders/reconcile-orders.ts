import type { OrderDeps } from './order.ts'
import { updateOrdersChecked } from './order-changes-store.ts'
import { settleOrder } from './settle-order.ts'

const batch = 50
const restSeconds = 120

/** Reads anew what nobody has told us about for two minutes: callbacks that were lost, orders that expired, and payments
 * that bought nothing, which are given back. What fails is tried again next time, and keeps nobody else waiting. */
export async function reconcileOrders(deps: OrderDeps): Promise<void> {
  const now = deps.clock.now()
  const before = new Date(now.getTime() - restSeconds * 1000)
  for (const { id } of await updateOrdersChecked(deps.db, { now, before, limit: batch })) {
    try {
      await reconcile(deps, id)
    } catch (error) {
      deps.log.warn({ err: error, order: id }, 'could not reconcile an order')
    }
  }
}

async function reconcile(deps: OrderDeps, orderId: string): Promise<void> {
  const order = await settleOrder(deps, { orderId })
  const isOwed = order?.state === 'paid' && order.isDuplicate && order.provider === deps.payments.name
  if (!isOwed || order.providerPayment === null) return
  await deps.payments.refund({ orderId, paymentId: order.providerPayment })
  await settleOrder(deps, { orderId })
}
