import type { IncomingHttpHeaders } from 'node:http'
import type Stripe from 'stripe'
import { AppError } from '../../platform/errors.ts'

const toleranceSeconds = 300

/** The event a callback brings, or `InvalidSignature` where it is forged, changed or too old. */
export function verifyStripeEvent(
  stripe: Stripe,
  { body, headers }: { body: Buffer; headers: IncomingHttpHeaders },
  { webhookSecret, now }: { webhookSecret: string; now: Date },
): Stripe.Event {
  const header = headers['stripe-signature'] ?? ''
  try {
    return stripe.webhooks.constructEvent(body, header, webhookSecret, toleranceSeconds, undefined, now.getTime())
  } catch (error) {
    throw new AppError('InvalidSignature', { cause: error })
  }
}

/** Which session or payment an event is about; undefined where it is no business of ours. */
export function subjectOf({ type, data }: Stripe.Event): { sessionId: string } | { paymentId: string } | undefined {
  const about = data.object as { id?: unknown; payment_intent?: unknown }
  if (type.startsWith('checkout.session.')) {
    return typeof about.id === 'string' ? { sessionId: about.id } : undefined
  }
  if (type.startsWith('charge.') || type.startsWith('refund.')) {
    return typeof about.payment_intent === 'string' ? { paymentId: about.payment_intent } : undefined
  }
  return undefined
}
