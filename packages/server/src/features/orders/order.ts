import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import type { PaymentProvider } from '../payments/index.ts'

/** open: to be paid. pending: promised, the money on its way. void: it came to nothing. */
export type OrderState = 'open' | 'pending' | 'paid' | 'refunded' | 'disputed' | 'void'

/** One course, bought once: prices in minor units, tax included. */
export interface Order {
  id: string
  state: OrderState
  /** Money that bought nothing, as the course was the buyer's already or the buyer is gone: it is given back whole. */
  isDuplicate: boolean
  /** Null once the person has been erased. */
  accountId: string | null
  channelId: string
  /** As it was when it was bought. */
  channelTitle: string
  /** A storage path below `public/`. */
  cover: string
  partnerId: string
  partnerName: string
  partnerUserId: string | null
  priceMinor: number
  currency: string
  /** Empty where no tax is known for the country. */
  taxName: string
  taxBasisPoints: number
  taxMinor: number
  country: string
  buyerName: string
  buyerEmail: string
  buyerCompany: string | null
  buyerVatNumber: string | null
  locale: Locale
  /** Where it is paid, once its payment page is open. */
  paymentUrl: string | null
  /** A page of the partner's, at a listed origin. */
  returnTo: string | null
  provider: 'sandbox' | 'stripe'
  providerSession: string | null
  providerPayment: string | null
  receiptNumber: string | null
  purchaseId: string | null
  createdAt: Date
  expiresAt: Date
  paidAt: Date | null
  closedAt: Date | null
  /** How often state or money have changed. */
  revision: number
}

/** What carrying an order through takes. */
export interface OrderDeps {
  db: Database
  clock: Clock
  random: Random
  log: Log
  payments: PaymentProvider
  jobs: JobQueue
  mailSealKey: Buffer
  publicUrl: string
}

/** The order's own page, where its buyer comes back to. */
export function orderUrl({ publicUrl }: { publicUrl: string }, orderId: string): string {
  return `${publicUrl}/checkout/orders/${orderId}`
}
