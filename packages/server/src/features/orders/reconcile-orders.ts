import type { OrderDeps } from './order.ts'
import { updateOrdersChecked, updatePaidOrdersChecked } from './order-changes-store.ts'
import { settleOrder } from './settle-order.ts'

const batch = 50
const restSeconds = 120
// Banks let a payment be disputed for months, and a provider gives a callback up after some days.
const paidRestSeconds = 24 * 3600
const paidWatchedSeconds = 180 * 24 * 3600

/** Reads anew what nobody has told us about for two minutes: callbacks that were lost, orders that expired, and payments
 * that bought nothing, which are given back; and once a day, for half a year, what was paid. What fails is tried again next
 * time, and keeps nobody else waiting. */
export async function reconcileOrders(deps: OrderDeps): Promise<void> {
  const now = deps.clock.now()
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
  const waiting = await updateOrdersChecked(deps.db, { now, before: ago(restSeconds), limit: batch })
  const paid = await updatePaidOrdersChecked(deps.db, {
    now,
    before: ago(paidRestSeconds),
    paidAfter: ago(paidWatchedSeconds),
    limit: batch,
  })
  for (const { id } of [...waiting, ...paid]) {
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
