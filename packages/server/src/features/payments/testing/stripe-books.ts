import { randomBytes } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'

interface Session {
  id: string
  form: Map<string, string>
  status: 'open' | 'complete' | 'expired'
  paymentStatus: 'unpaid' | 'paid' | 'no_payment_required'
  amount: number
  currency: string
  intent: { id: string; status: string; chargeId: string; refunded: number; disputes: string[] } | undefined
}

export class StripeRefusal extends Error {
  readonly status: number
  readonly type: string
  readonly code: string | undefined
  readonly param: string | undefined
  constructor(
    status: number,
    type: string,
    { message, code, param }: { message: string; code?: string | undefined; param?: string | undefined },
  ) {
    super(message)
    this.status = status
    this.type = type
    this.code = code
    this.param = param
  }
}

const leastAmounts: Record<string, number> = { eur: 50, usd: 50, gbp: 30 }
const threeDecimals = ['bhd', 'jod', 'kwd', 'omr', 'tnd']

export type StripeBooks = ReturnType<typeof stripeBooks>

/** What Stripe would know: sessions, payments, refunds and disputes, with the rules it holds requests to. */
export function stripeBooks(clock: Clock, origin: () => string) {
  const sessions = new Map<string, Session>()

  function find(id: string): Session {
    const session = sessions.get(id)
    if (!session) throw invalid(404, `No such checkout.session: '${id}'`, 'resource_missing')
    if (session.status === 'open' && Number(session.form.get('expires_at')) * 1000 <= clock.now().getTime()) {
      session.status = 'expired'
    }
    return session
  }

  function byIntent(id: string): Session | undefined {
    return [...sessions.values()].find(({ intent }) => intent?.id === id)
  }

  function create(form: Map<string, string>) {
    const leftSeconds = Number(form.get('expires_at')) - clock.now().getTime() / 1000
    // The true service counts in whole seconds, and ours were cut to them.
    if (!(leftSeconds > 30 * 60 - 1 && leftSeconds <= 24 * 3600)) {
      throw invalid(400, 'The `expires_at` timestamp must be between 30 minutes and 24 hours from now.')
    }
    if (form.get('mode') !== 'payment') throw invalid(400, 'Only payments are spoken here.')
    for (const name of ['success_url', 'line_items[0][quantity]', 'line_items[0][price_data][product_data][name]']) {
      if (!form.get(name)) throw invalid(400, `Missing required param: ${name}.`)
    }
    const amount = Number(form.get('line_items[0][price_data][unit_amount]'))
    const currency = form.get('line_items[0][price_data][currency]') ?? ''
    if (amount > 0 && amount < (leastAmounts[currency] ?? 1)) {
      throw invalid(400, 'The total amount due must add up to at least the least amount.', 'amount_too_small')
    }
    if (threeDecimals.includes(currency) && amount % 10 !== 0) {
      throw invalid(
        400,
        'Invalid integer: it must be a multiple of ten.',
        undefined,
        'line_items[0][price_data][unit_amount]',
      )
    }
    const id = `cs_test_${randomBytes(12).toString('hex')}`
    sessions.set(id, {
      id,
      form,
      status: 'open',
      paymentStatus: 'unpaid',
      amount,
      currency,
      intent: undefined,
    })
    return print(id, false)
  }

  function expire(id: string) {
    const session = find(id)
    if (session.status !== 'open') {
      throw invalid(400, `This Session is ${session.status}; only Sessions that are open can be expired.`)
    }
    session.status = 'expired'
    return print(id, false)
  }

  function print(id: string, isExpanded: boolean) {
    const { form, status, paymentStatus, amount, currency, intent } = find(id)
    const charge = intent && {
      id: intent.chargeId,
      object: 'charge',
      amount,
      amount_refunded: intent.refunded,
      disputed: intent.disputes.length > 0,
    }
    const payment = intent && { id: intent.id, object: 'payment_intent', status: intent.status, latest_charge: charge }
    return {
      id,
      object: 'checkout.session',
      status,
      payment_status: paymentStatus,
      amount_total: amount,
      currency,
      client_reference_id: form.get('client_reference_id') ?? null,
      payment_intent: (isExpanded ? payment : intent?.id) ?? null,
      url: status === 'open' ? `${origin()}/pay/${id}` : null,
    }
  }

  function disputesOf(intentId: string) {
    const disputes = byIntent(intentId)?.intent?.disputes ?? []
    return disputes.map((status, i) => ({ id: `dp_${i}`, object: 'dispute', payment_intent: intentId, status }))
  }

  function refund(intentId: string, amount?: number) {
    const session = byIntent(intentId)
    const intent = session?.intent
    if (!session || !intent) throw invalid(404, `No such payment_intent: '${intentId}'`, 'resource_missing')
    const left = session.amount - intent.refunded
    if (left === 0) throw invalid(400, 'Charge has already been refunded.', 'charge_already_refunded')
    intent.refunded += amount ?? left
    return { id: `re_${randomBytes(8).toString('hex')}`, object: 'refund', payment_intent: intentId }
  }

  /** What the buyer does on Stripe's page; other terms than those agreed may be forced, as nothing of ours may believe them. */
  function pay(id: string, terms: { isLater?: boolean; amount?: number; currency?: string } = {}): string {
    const session = find(id)
    if (session.status !== 'open') throw new Error(`the session is ${session.status}`)
    const isLater = terms.isLater ?? false
    session.status = 'complete'
    session.amount = terms.amount ?? session.amount
    session.currency = terms.currency ?? session.currency
    session.paymentStatus = session.amount === 0 ? 'no_payment_required' : isLater ? 'unpaid' : 'paid'
    if (session.amount === 0) return ''
    const number = randomBytes(8).toString('hex')
    const status = isLater ? 'processing' : 'succeeded'
    session.intent = { id: `pi_${number}`, status, chargeId: `ch_${number}`, refunded: 0, disputes: [] }
    return session.intent.id
  }

  /** What becomes of a payment that was promised. */
  function arrive(id: string, { hasFailed = false } = {}): void {
    const session = find(id)
    if (!session.intent) throw new Error('nothing was promised')
    session.intent.status = hasFailed ? 'requires_payment_method' : 'succeeded'
    if (!hasFailed) session.paymentStatus = 'paid'
  }

  /** What the buyer's bank says of the payment. */
  function dispute(id: string, status: string): void {
    const { intent } = find(id)
    if (!intent) throw new Error('nothing was paid')
    intent.disputes = [status]
  }

  return {
    create,
    expire,
    print,
    disputesOf,
    refund,
    pay,
    arrive,
    dispute,
    sessions: () => [...sessions.keys()],
    ofIntent: (intentId: string) => byIntent(intentId)?.id,
    formOf: (id: string) => find(id).form,
    refundedOf: (id: string) => find(id).intent?.refunded ?? 0,
  }
}

function invalid(status: number, message: string, code?: string, param?: string): StripeRefusal {
  return new StripeRefusal(status, 'invalid_request_error', { message, code, param })
}
