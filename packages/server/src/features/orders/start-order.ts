import { AppError } from '../../platform/errors.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import { newId } from '../../platform/random.ts'
import { accountOwnsChannel } from '../licensing/index.ts'
import { closeOrder } from './close-order.ts'
import type { Intent } from './intent.ts'
import { findOfferOf, type Offer } from './offer-store.ts'
import { type Order, type OrderDeps, orderUrl } from './order.ts'
import { insertOrder, type OrderDetails, updateOrderDetails } from './order-changes-store.ts'
import { findOpenOrder } from './orders-store.ts'
import { openPaymentPage } from './payment-page.ts'
import { settleOrder } from './settle-order.ts'
import { taxIncluded } from './tax.ts'
import { findTaxRate } from './tax-store.ts'

export interface OrderRequest {
  intent: Intent
  accountId: string
  buyer: {
    name: string
    email: string
    /** ISO 3166-1, two capital letters. */
    country: string
    company?: string | undefined
    vatNumber?: string | undefined
  }
  /** What the page said it costs. */
  agreedPriceMinor: number
  termsVersion: string
  locale: Locale
}

export type StartedOrder =
  | { outcome: 'pay'; orderId: string; url: string }
  | { outcome: 'already-owned' }
  | { outcome: 'price-changed' }
  | { outcome: 'not-for-sale' }
  | { outcome: 'not-payable' }

const lifetimeMinutes = 60
// A payment page has to live for half an hour at least when it is opened.
const leastMinutesToOpen = 32
const maxTries = 5

/**
 * The order to pay, with the address of its payment page. Any number of calls for one account and channel share one order
 * and one page, so that nobody pays twice in two tabs; what no longer fits is made unpayable first.
 */
export async function startOrder(deps: OrderDeps, request: OrderRequest): Promise<StartedOrder> {
  const { intent, accountId, agreedPriceMinor } = request
  const { channelId } = intent
  const offer = await findOfferOf(deps.db, intent)
  if (!offer) return { outcome: 'not-for-sale' }
  const isAgreed = [intent.priceMinor, agreedPriceMinor].every((price) => price === offer.priceMinor)
  if (!isAgreed || intent.currency !== offer.currency) return { outcome: 'price-changed' }
  const details = await detailsOf(deps, request, offer)
  for (let tries = 0; tries < maxTries; tries++) {
    if (await accountOwnsChannel(deps.db, { accountId, channelId, now: deps.clock.now() })) {
      return { outcome: 'already-owned' }
    }
    const order = await findOrOpen(deps, { request, offer, details })
    const current = order && (await bringUpToDate(deps, order, request))
    if (current?.state === 'pending') return { outcome: 'pay', orderId: current.id, url: orderUrl(deps, current.id) }
    if (current?.state !== 'open') continue
    const opened = await openPaymentPage(deps, current)
    if (opened === 'refused') return { outcome: 'not-payable' }
    if (!opened?.paymentUrl) continue
    await updateOrderDetails(deps.db, opened.id, details)
    return { outcome: 'pay', orderId: opened.id, url: opened.paymentUrl }
  }
  throw new AppError('Unavailable', { retryAfterSeconds: 1 })
}

async function findOrOpen(
  deps: OrderDeps,
  { request, offer, details }: { request: OrderRequest; offer: Offer; details: OrderDetails },
): Promise<Order | undefined> {
  const { intent, accountId } = request
  const key = { accountId, channelId: intent.channelId }
  const before = await findOpenOrder(deps.db, key)
  if (before) return before
  const createdAt = deps.clock.now()
  await insertOrder(deps.db, {
    ...details,
    ...key,
    id: newId(deps),
    channelTitle: offer.title,
    partnerId: intent.partnerId,
    partnerUserId: intent.partnerUserId,
    priceMinor: offer.priceMinor,
    currency: offer.currency,
    provider: deps.payments.name,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + lifetimeMinutes * 60_000),
  })
  return findOpenOrder(deps.db, key)
}

/** Where an order that was found truly stands: paid in another tab, or closed now as it no longer fits. */
async function bringUpToDate(deps: OrderDeps, order: Order, { intent }: OrderRequest): Promise<Order | undefined> {
  const hasPage = order.providerSession !== null
  const leftMinutes = (order.expiresAt.getTime() - deps.clock.now().getTime()) / 60_000
  const fits =
    order.provider === deps.payments.name &&
    order.partnerId === intent.partnerId &&
    order.partnerUserId === (intent.partnerUserId ?? null) &&
    order.priceMinor === intent.priceMinor &&
    order.currency === intent.currency &&
    leftMinutes >= (hasPage ? 1 : leastMinutesToOpen)
  if (!fits && order.state === 'open') return closeOrder(deps, order)
  return hasPage ? settleOrder(deps, { orderId: order.id }) : order
}

async function detailsOf(
  deps: Pick<OrderDeps, 'db'>,
  { buyer, intent, termsVersion, locale }: OrderRequest,
  { priceMinor }: Offer,
): Promise<OrderDetails> {
  const rate = await findTaxRate(deps.db, buyer.country)
  const basisPoints = rate?.basisPoints ?? 0
  return {
    buyerName: buyer.name,
    buyerEmail: buyer.email,
    buyerCompany: buyer.company,
    buyerVatNumber: buyer.vatNumber,
    country: buyer.country,
    taxName: rate?.name ?? '',
    taxBasisPoints: basisPoints,
    taxMinor: taxIncluded(priceMinor, basisPoints),
    returnTo: intent.returnTo,
    termsVersion,
    locale,
  }
}
