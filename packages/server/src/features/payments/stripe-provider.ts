import { Stripe } from 'stripe'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { PaymentProvider, PaymentRequest } from './payment-provider.ts'
import { subjectOf, verifyStripeEvent } from './stripe-callback.ts'
import { chargeOf, paymentOf, readSession, toStripe } from './stripe-reading.ts'

const timeoutMs = 10_000
const retryAfterSeconds = 5

/** Stripe's hosted Checkout. We never see a card, and no mail of Stripe's is asked for: receipts are ours. */
export function stripeProvider(
  { clock }: { clock: Clock },
  { secretKey, webhookSecret, apiUrl }: { secretKey: string; webhookSecret: string; apiUrl: string | undefined },
): PaymentProvider {
  const stripe = new Stripe(secretKey, {
    timeout: timeoutMs,
    maxNetworkRetries: 2,
    telemetry: false,
    ...(apiUrl === undefined ? {} : placeOf(new URL(apiUrl))),
  })
  return {
    name: 'stripe',
    pageOrigin: apiUrl === undefined ? 'https://checkout.stripe.com' : new URL(apiUrl).origin,
    open: async (request) => {
      const opening = reach(
        stripe.checkout.sessions.create(sessionFor(request), { idempotencyKey: `open-${request.orderId}` }),
      )
      const opened = await opening.catch(refusalOfAmount)
      if ('refused' in opened) return opened
      const { id, url } = opened
      if (!url) throw new AppError('Unavailable', { retryAfterSeconds })
      return { sessionId: id, url }
    },
    read: async (sessionId) => {
      const session = await unlessMissing(
        stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent.latest_charge'] }),
      )
      if (!session) return undefined
      const payment = paymentOf(session)
      if (!payment || !chargeOf(session)?.disputed) return readSession(session, [])
      const { data } = await reach(stripe.disputes.list({ payment_intent: payment.id, limit: 100 }))
      return readSession(session, data)
    },
    close: async (sessionId) => {
      await unless(isNoLongerOpen, stripe.checkout.sessions.expire(sessionId))
    },
    refund: async ({ orderId, paymentId }) => {
      const refund = stripe.refunds.create({ payment_intent: paymentId }, { idempotencyKey: `refund-${orderId}` })
      await unless((error) => error.code === 'charge_already_refunded', refund)
    },
    readCallback: async (callback) => {
      const event = verifyStripeEvent(stripe, callback, { webhookSecret, now: clock.now() })
      const subject = subjectOf(event)
      if (!subject) return { eventId: event.id, ignored: event.type }
      if ('sessionId' in subject) return { eventId: event.id, sessionId: subject.sessionId }
      const { data } = await reach(stripe.checkout.sessions.list({ payment_intent: subject.paymentId, limit: 1 }))
      const [session] = data
      return session ? { eventId: event.id, sessionId: session.id } : { eventId: event.id, ignored: event.type }
    },
  }
}

function placeOf({ protocol, hostname, port }: URL): Stripe.StripeConfig {
  const isPlain = protocol === 'http:'
  return { protocol: isPlain ? 'http' : 'https', host: hostname, port: port === '' ? (isPlain ? 80 : 443) : port }
}

function sessionFor(request: PaymentRequest): Stripe.Checkout.SessionCreateParams {
  const { orderId, currency, title, imageUrl, locale } = request
  return {
    mode: 'payment',
    client_reference_id: orderId,
    metadata: { order: orderId },
    payment_intent_data: { metadata: { order: orderId } },
    // What the buyer agreed to is what is charged, in the currency that was shown.
    adaptive_pricing: { enabled: false },
    customer_email: request.email,
    expires_at: Math.floor(request.expiresAt.getTime() / 1000),
    // Its pages do not speak Arabic: there the browser decides.
    locale: locale === 'ar' ? 'auto' : locale,
    success_url: request.successUrl,
    cancel_url: request.cancelUrl,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: toStripe(request.amountMinor, currency),
          tax_behavior: 'inclusive',
          product_data: { name: title, ...(imageUrl?.startsWith('https:') ? { images: [imageUrl] } : {}) },
        },
      },
    ],
  }
}

/** The answer; where Stripe cannot be reached or will not serve now, a refusal that says to try again. */
async function reach<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call
  } catch (error) {
    const { StripeConnectionError, StripeAPIError, StripeRateLimitError } = Stripe.errors
    const isPassing = [StripeConnectionError, StripeAPIError, StripeRateLimitError].some(
      (kind) => error instanceof kind,
    )
    if (isPassing) throw new AppError('Unavailable', { retryAfterSeconds, cause: error })
    throw error
  }
}

async function unless<Answer>(
  isExpected: (error: Stripe.errors.StripeError) => boolean,
  call: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await reach(call)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && isExpected(error)) return undefined
    throw error
  }
}

/** That Stripe does not take such an amount or currency, as it said; every other failure fails on. */
function refusalOfAmount(error: unknown): { refused: string } {
  const isInvalid = error instanceof Stripe.errors.StripeInvalidRequestError
  const isAboutAmount = isInvalid && (error.code?.startsWith('amount_') || error.param?.startsWith('line_items'))
  if (isAboutAmount) return { refused: error.message }
  throw error
}

function unlessMissing<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  return unless((error) => error.code === 'resource_missing', call)
}

// Expiring a session that is paid or over is refused without a code of its own; the reading afterwards tells which.
function isNoLongerOpen(error: Stripe.errors.StripeError): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError
}
