import { newId } from '../../platform/random.ts'
import { endPurchaseRight, recordPlatformSale, restorePurchaseRight } from '../licensing/index.ts'
import type { PaymentReading } from '../payments/index.ts'
import { findAdjustments, insertAdjustment, upsertReceiptCounter } from './ledger-store.ts'
import { sendReceipt, sendRefund } from './letters.ts'
import type { Order, OrderDeps } from './order.ts'
import { updateOrder } from './order-changes-store.ts'
import { findOtherPurchases } from './orders-store.ts'
import { missingEntries, stateAfter } from './settlement.ts'

type PaidOrder = Order & { receiptNumber: string; paidAt: Date }

/** Books what the provider says of a paid order, within the transaction that holds the order's lock: the sale if it is new,
 * then refunds and disputes with what they do to the right. Booking the same again changes nothing. */
export async function bookPayment(deps: OrderDeps, order: Order, reading: PaymentReading): Promise<void> {
  const sold = isPaid(order) ? order : await bookSale(deps, order, reading)
  const state = stateAfter(order.priceMinor, reading)
  const hasLosses = sold.purchaseId !== null && (await bookLosses(deps, sold, reading))
  if (sold === order && state === order.state && !hasLosses) return
  if (sold.isDuplicate && state === 'refunded' && order.state !== 'refunded') {
    await sendRefund(deps, sold, { amountMinor: order.priceMinor, reason: 'duplicate' })
  }
  await updateOrder(deps.db, order.id, { ...sold, state, closedAt: state === 'paid' ? null : deps.clock.now() })
}

function isPaid(order: Order): order is PaidOrder {
  return order.paidAt !== null && order.receiptNumber !== null
}

async function bookSale(deps: OrderDeps, order: Order, reading: PaymentReading): Promise<PaidOrder> {
  const paidAt = deps.clock.now()
  const purchaseId = await sell(deps, order, { reading, paidAt })
  // Last, as everyone else who sells waits for this number until we are through.
  const number = await upsertReceiptCounter(deps.db, paidAt.getUTCFullYear())
  const paid = {
    ...order,
    paidAt,
    purchaseId,
    isDuplicate: purchaseId === null,
    providerPayment: reading.paymentId ?? null,
    receiptNumber: `${paidAt.getUTCFullYear()}-${String(number).padStart(6, '0')}`,
  }
  if (purchaseId !== null) await sendReceipt(deps, paid)
  return paid
}

/** The new purchase; null where nothing can be given for the money. */
async function sell(
  deps: OrderDeps,
  order: Order,
  { reading, paidAt }: { reading: PaymentReading; paidAt: Date },
): Promise<string | null> {
  if (order.accountId === null) return null
  const sale = await recordPlatformSale(deps, {
    partnerId: order.partnerId,
    partnerUserId: order.partnerUserId ?? undefined,
    accountId: order.accountId,
    channelId: order.channelId,
    priceMinor: order.priceMinor,
    currency: order.currency,
    providerReference: reading.paymentId ?? reading.sessionId,
    purchaseId: newId(deps),
    occurredAt: paidAt,
  })
  switch (sale.outcome) {
    case 'sold':
      return sale.purchaseId
    case 'already-owned':
      return null
  }
}

/** Brings ledger and right to what the provider says; false where they are there. */
async function bookLosses(deps: OrderDeps, order: PaidOrder, reading: PaymentReading): Promise<boolean> {
  const { purchaseId, currency } = order
  if (purchaseId === null) return false
  const ledger = await findAdjustments(deps.db, purchaseId)
  const entries = missingEntries(order.priceMinor, reading, ledger)
  if (entries.length === 0) return false
  for (const [position, entry] of entries.entries()) {
    await insertAdjustment(deps.db, {
      ...entry,
      id: newId(deps),
      purchaseId,
      currency,
      providerReference: `${reading.paymentId ?? reading.sessionId}:${ledger.length + position + 1}`,
      occurredAt: deps.clock.now(),
    })
    if (entry.amountMinor >= 0) continue
    const reason = entry.kind === 'refund' ? 'refund' : 'dispute'
    await sendRefund(deps, order, { amountMinor: -entry.amountMinor, reason })
  }
  const state = stateAfter(order.priceMinor, reading)
  if (state === 'paid') await restorePurchaseRight(deps, { purchaseId })
  else await endRight(deps, order, { purchaseId, reason: state })
  return true
}

/** Ends what a purchase gave; a purchase before it whose money came back to us while this one counted, counts again. */
async function endRight(
  deps: OrderDeps,
  order: PaidOrder,
  end: { purchaseId: string; reason: 'refunded' | 'disputed' },
): Promise<void> {
  await endPurchaseRight(deps, end)
  for (const purchaseId of await findOtherPurchases(deps.db, order)) await restorePurchaseRight(deps, { purchaseId })
}
