import { invalidField } from '../../platform/errors.ts'
import { recordAudit } from '../audit/index.ts'
import type { Order, OrderDeps } from './order.ts'
import { settleOrder } from './settle-order.ts'

/** Gives an order's money back and ends the right it bought. An order that has been refunded stays as it is. */
export async function refundOrder(
  deps: OrderDeps,
  { orderId, actor }: { orderId: string; actor: string },
): Promise<Order> {
  const before = await settleOrder(deps, { orderId })
  if (!before) throw invalidField('order', 'is not known')
  if (before.state === 'refunded') return before
  if (before.state === 'disputed') throw invalidField('order', 'is disputed: the bank decides where the money goes')
  if (before.state !== 'paid') throw invalidField('order', 'has not been paid')
  if (before.provider !== deps.payments.name) throw invalidField('order', `was paid through ${before.provider}`)
  if (before.providerPayment === null) throw invalidField('order', 'cost nothing')
  await recordAudit(deps, { actor, action: 'order.refunded', subject: `order:${orderId}` })
  await deps.payments.refund({ orderId, paymentId: before.providerPayment })
  return (await settleOrder(deps, { orderId })) ?? before
}
