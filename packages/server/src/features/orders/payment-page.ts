import { AppError } from '../../platform/errors.ts'
import { type Order, type OrderDeps, orderUrl } from './order.ts'
import { updateOrderAbandoned, updateOrderPage } from './order-changes-store.ts'
import { findOrderById } from './orders-store.ts'

/** The open order with its payment page, opened where it has none yet; however often it is asked for, there is one. An order
 * that the provider will never take is closed, and `refused`. */
export async function openPaymentPage(
  deps: Pick<OrderDeps, 'db' | 'clock' | 'log' | 'payments' | 'publicUrl'>,
  order: Order,
): Promise<Order | undefined | 'refused'> {
  if (order.paymentUrl !== null) return order
  const opened = await deps.payments.open({
    orderId: order.id,
    amountMinor: order.priceMinor,
    currency: order.currency,
    title: order.channelTitle,
    imageUrl: `${deps.publicUrl}/files/${order.cover}`,
    email: order.buyerEmail,
    locale: order.locale,
    successUrl: orderUrl(deps, order.id),
    cancelUrl: orderUrl(deps, order.id),
    expiresAt: order.expiresAt,
  })
  if ('refused' in opened) return refuse(deps, order, opened)
  const { sessionId, url } = opened
  const isKept = await updateOrderPage(deps.db, { orderId: order.id, sessionId, url })
  const kept = await findOrderById(deps.db, order.id)
  if (!kept) throw new AppError('NotFound')
  // Closed by another tab meanwhile: nobody shall pay on a page that no order knows of.
  if (!isKept && kept.providerSession !== sessionId) await deps.payments.close(sessionId)
  return kept.state === 'open' && kept.paymentUrl !== null ? kept : undefined
}

async function refuse(
  deps: Pick<OrderDeps, 'db' | 'clock' | 'log'>,
  { id: orderId, channelId, priceMinor, currency, providerSession }: Order,
  { refused }: { refused: string },
): Promise<'refused'> {
  deps.log.error(
    { order: orderId, channel: channelId, price: `${priceMinor} ${currency}`, problem: refused },
    'the payment provider does not take this price: nobody can buy the course until it has another',
  )
  await updateOrderAbandoned(deps.db, { orderId, providerSession, now: deps.clock.now() })
  return 'refused'
}
