import type Stripe from 'stripe'
import type { PaymentReading } from './payment-provider.ts'

/** What of a session's state matters to us. The payment and its charge have to be expanded. */
export function readSession(session: Stripe.Checkout.Session, disputes: readonly Stripe.Dispute[]): PaymentReading {
  const payment = paymentOf(session)
  const currency = (session.currency ?? '').toUpperCase()
  return {
    orderId: session.client_reference_id ?? '',
    sessionId: session.id,
    state: sessionState(session, payment),
    amountMinor: fromStripe(session.amount_total ?? 0, currency),
    currency,
    paymentId: payment?.id,
    refundedMinor: fromStripe(chargeOf(session)?.amount_refunded ?? 0, currency),
    dispute: disputeState(disputes),
  }
}

export function paymentOf({ payment_intent: payment }: Stripe.Checkout.Session): Stripe.PaymentIntent | undefined {
  return typeof payment === 'object' && payment !== null ? payment : undefined
}

export function chargeOf(session: Stripe.Checkout.Session): Stripe.Charge | undefined {
  const charge = paymentOf(session)?.latest_charge
  return typeof charge === 'object' && charge !== null ? charge : undefined
}

function sessionState(
  { status, payment_status: paid }: Stripe.Checkout.Session,
  payment: Stripe.PaymentIntent | undefined,
): PaymentReading['state'] {
  if (status === 'open') return 'open'
  if (status !== 'complete') return 'expired'
  if (paid === 'paid' || paid === 'no_payment_required') return 'paid'
  // A promise that was not kept: the session is over, and nobody can try another way to pay on it.
  const hasFailed = payment?.status === 'canceled' || payment?.status === 'requires_payment_method'
  return hasFailed ? 'expired' : 'pending'
}

const over: readonly string[] = ['lost', 'won', 'prevented', 'warning_closed']
const inquiries: readonly string[] = ['warning_needs_response', 'warning_under_review']

// An inquiry takes no money back yet, so it counts for nothing until it becomes a dispute.
function disputeState(disputes: readonly Stripe.Dispute[]): PaymentReading['dispute'] {
  const states = disputes.map(({ status }) => status)
  if (states.some((status) => !over.includes(status) && !inquiries.includes(status))) return 'open'
  if (states.includes('lost')) return 'lost'
  return states.includes('won') ? 'won' : 'none'
}

// Stripe counts krónur in hundredths although there are none.
const inHundredths: readonly string[] = ['ISK']

export function toStripe(amountMinor: number, currency: string): number {
  return inHundredths.includes(currency) ? amountMinor * 100 : amountMinor
}

function fromStripe(amount: number, currency: string): number {
  return inHundredths.includes(currency) ? amount / 100 : amount
}
