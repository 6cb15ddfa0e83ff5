import { isSerializationFailure, isUniqueViolation } from '../../platform/database/failures.ts'
import { transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { recordAudit } from '../audit/index.ts'
import type { PaymentReading } from '../payments/index.ts'
import { bookPayment } from './book-payment.ts'
import type { Order, OrderDeps } from './order.ts'
import { updateOrder, updateOrderAbandoned } from './order-changes-store.ts'
import { findOrderById, findOrderBySession, lockOrder } from './orders-store.ts'
import { judge, type Verdict } from './settlement.ts'

const maxTries = 5

/**
 * Reads the order's payment anew at the provider and moves the order on; undefined where there is none. Any number of calls
 * at once, from callbacks, pages and jobs, in any order, come to what one call comes to.
 */
export async function settleOrder(
  deps: OrderDeps,
  which: { orderId: string } | { provider: Order['provider']; sessionId: string },
): Promise<Order | undefined> {
  for (let tries = 0; tries < maxTries; tries++) {
    const order =
      'orderId' in which ? await findOrderById(deps.db, which.orderId) : await findOrderBySession(deps.db, which)
    if (!order) return undefined
    const settled = await settleOnce(deps, order)
    if (settled) return settled
  }
  throw new AppError('Unavailable', { retryAfterSeconds: 1 })
}

/** Undefined where the order or the ledger changed under our hands, so that all has to be read again. */
async function settleOnce(deps: OrderDeps, order: Order): Promise<Order | undefined> {
  const { providerSession } = order
  // Only the provider that took the money can tell of it.
  if (providerSession === null || order.provider !== deps.payments.name) return settleUntold(deps, order)
  const reading = await deps.payments.read(providerSession)
  const verdict = judge(order, reading, deps.clock.now())
  if (verdict === 'nothing-new') return order
  if (verdict === 'mismatch') await sayMismatch(deps, order, reading)
  try {
    return await transaction(deps.db, (db) => apply({ ...deps, db }, order, { verdict, reading }))
  } catch (error) {
    // Two customers of one account, or two transactions in each other's way: whoever was first is there the next time.
    if (isSerializationFailure(error) || isUniqueViolation(error, 'customer_account')) return undefined
    throw error
  }
}

async function apply(
  deps: OrderDeps,
  seen: Order,
  { verdict, reading }: { verdict: Verdict; reading: PaymentReading | undefined },
): Promise<Order | undefined> {
  const order = await lockOrder(deps.db, seen.id)
  // A reading that is older than the last change may undo it.
  if (!order || order.revision !== seen.revision) return undefined
  switch (verdict) {
    case 'nothing-new':
      break
    case 'promised':
      await updateOrder(deps.db, order.id, { ...order, state: 'pending' })
      break
    case 'fallen-through':
      await updateOrder(deps.db, order.id, { ...order, state: 'void', closedAt: deps.clock.now() })
      break
    case 'mismatch':
      await refuseMismatch(deps, order, reading)
      break
    case 'paid':
      if (reading) await bookPayment(deps, order, reading)
      break
  }
  return findOrderById(deps.db, order.id)
}

/** Nobody can tell how it stands: what was never paid falls away in time. */
async function settleUntold(deps: OrderDeps, order: Order): Promise<Order | undefined> {
  if (order.state !== 'open' || order.expiresAt > deps.clock.now()) return order
  const { id: orderId, providerSession } = order
  await updateOrderAbandoned(deps.db, { orderId, providerSession, now: deps.clock.now() })
  return findOrderById(deps.db, orderId)
}

// Whatever it is, it is not what the buyer agreed to: nothing is given for it, and an operator has to look.
async function refuseMismatch(deps: OrderDeps, order: Order, reading: PaymentReading | undefined): Promise<void> {
  if (order.state !== 'open' && order.state !== 'pending') return
  await recordAudit(deps, {
    actor: `payment-provider:${order.provider}`,
    action: 'payment.mismatch',
    subject: `order:${order.id}`,
  })
  // Whose money it is can be told from its reference; another order's is that order's to keep.
  const moved = reading?.orderId === order.id ? reading.paymentId : undefined
  const closed = { ...order, state: 'void' as const, closedAt: deps.clock.now() }
  await updateOrder(deps.db, order.id, { ...closed, providerPayment: moved ?? order.providerPayment })
}

async function sayMismatch(deps: OrderDeps, order: Order, reading: PaymentReading | undefined): Promise<void> {
  deps.log.error(
    {
      order: order.id,
      agreed: `${order.priceMinor} ${order.currency}`,
      read: reading && `${reading.amountMinor} ${reading.currency} for ${reading.orderId}, ${reading.state}`,
    },
    'a payment is not what was agreed: nothing was given for it',
  )
  if (reading?.state === 'open') await deps.payments.close(reading.sessionId)
}
