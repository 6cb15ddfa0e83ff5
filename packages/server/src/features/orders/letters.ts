import { queueMail } from '../mailing/index.ts'
import type { Order, OrderDeps } from './order.ts'

type Paid = Order & { receiptNumber: string; paidAt: Date }
type Deps = Pick<OrderDeps, 'db' | 'clock' | 'random' | 'jobs' | 'mailSealKey' | 'publicUrl'>

/** Writes to the buyer that the course is theirs. */
export async function sendReceipt(deps: Deps, order: Paid): Promise<void> {
  await queueMail(deps, {
    ...addressee(order),
    kind: 'receipt',
    name: order.buyerName,
    receiptNumber: order.receiptNumber,
    courseTitle: order.channelTitle,
    priceMinor: order.priceMinor,
    currency: order.currency,
    paidAt: order.paidAt,
    receiptUrl: receiptUrl(deps, order),
    courseUrl: `${deps.publicUrl}/my-courses/${order.channelId}`,
  })
}

/** Writes to the buyer that money went back; to nobody where the person has been erased. */
export async function sendRefund(
  deps: Deps,
  order: Paid,
  { amountMinor, reason }: { amountMinor: number; reason: 'refund' | 'dispute' | 'duplicate' },
): Promise<void> {
  if (order.buyerEmail === '') return
  await queueMail(deps, {
    ...addressee(order),
    kind: 'refund',
    name: order.buyerName,
    receiptNumber: order.receiptNumber,
    courseTitle: order.channelTitle,
    amountMinor,
    currency: order.currency,
    reason,
    receiptUrl: receiptUrl(deps, order),
  })
}

function addressee({ buyerEmail, locale, accountId }: Order) {
  return { to: buyerEmail, locale, accountId: accountId ?? undefined }
}

function receiptUrl({ publicUrl }: { publicUrl: string }, { id }: Order): string {
  return `${publicUrl}/receipts/${id}`
}
