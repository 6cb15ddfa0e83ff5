import type { PaymentReading } from '../payments/index.ts'
import type { Adjustment } from './ledger-store.ts'
import type { Order } from './order.ts'

/** What a reading means for an order. */
export type Verdict = 'nothing-new' | 'mismatch' | 'promised' | 'fallen-through' | 'paid'

/** Judges a reading by the order alone: a payment for another order, amount or currency is never taken for this one's. */
export function judge(order: Order, reading: PaymentReading | undefined, now: Date): Verdict {
  const isWaiting = order.state === 'open' || order.state === 'pending'
  if (!reading) return isWaiting && order.expiresAt <= now ? 'fallen-through' : 'nothing-new'
  const isTheSame =
    reading.orderId === order.id && reading.amountMinor === order.priceMinor && reading.currency === order.currency
  if (!isTheSame) return 'mismatch'
  switch (reading.state) {
    case 'open':
      return 'nothing-new'
    case 'pending':
      return order.state === 'open' ? 'promised' : 'nothing-new'
    case 'expired':
      return isWaiting ? 'fallen-through' : 'nothing-new'
    case 'paid':
      return 'paid'
  }
}

type Losses = Pick<PaymentReading, 'refundedMinor' | 'dispute'>

/** Where an order that was paid stands, given what has been taken back. */
export function stateAfter(priceMinor: number, losses: Losses): 'paid' | 'refunded' | 'disputed' {
  if (priceMinor > 0 && losses.refundedMinor >= priceMinor) return 'refunded'
  return isTaken(losses) ? 'disputed' : 'paid'
}

/** The entries that bring a purchase's ledger to what the provider says; none where it is there. */
export function missingEntries(
  priceMinor: number,
  losses: Losses,
  ledger: readonly Pick<Adjustment, 'kind' | 'amountMinor'>[],
): Pick<Adjustment, 'kind' | 'amountMinor'>[] {
  const entries: Pick<Adjustment, 'kind' | 'amountMinor'>[] = []
  const taken = (kinds: Adjustment['kind'][]) =>
    ledger.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amountMinor }) => sum - amountMinor, 0)
  const refunded = losses.refundedMinor - taken(['refund'])
  if (refunded !== 0) entries.push({ kind: 'refund', amountMinor: -refunded })
  const withheld = (isTaken(losses) ? priceMinor - losses.refundedMinor : 0) - taken(['dispute', 'dispute-won'])
  if (withheld > 0) entries.push({ kind: 'dispute', amountMinor: -withheld })
  if (withheld < 0) entries.push({ kind: 'dispute-won', amountMinor: -withheld })
  return entries
}

function isTaken({ dispute }: Losses): boolean {
  return dispute === 'open' || dispute === 'lost'
}
