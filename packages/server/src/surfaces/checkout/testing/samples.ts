import type { Offer, Order } from '../../../features/orders/index.ts'
import type { SandboxPayment } from '../../../features/payments/index.ts'
import type { Asset } from '../../../platform/html/index.ts'
import type { Site } from '../../../platform/pages/index.ts'
import { aSite } from '../../../platform/pages/testing/site.ts'
import type { CheckoutValues } from '../checkout-form.ts'

/** A site whose publisher has terms of sale and a privacy notice. */
export function checkoutSite(): Promise<Site> {
  return aSite({ termsUrl: 'https://publisher.example/terms', privacyUrl: 'https://publisher.example/privacy' })
}

const cover = 'a/cover.svg'

/** The sample course's cover, for views that are looked at without a server of covers. */
export const coverAsset: Asset = {
  url: `/files/${cover}`,
  type: 'image/svg+xml',
  immutable: true,
  body: {
    content: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"><path fill="#134b4b" d="M0 0h16v9H0z"/></svg>',
  },
}

export const anOffer: Offer = {
  channelId: '64f1c0ffee64f1c0ffee0001',
  title: 'Il respiro e il diaframma',
  subtitle: 'Anatomia viva per chi lavora con le mani',
  cover,
  language: 'it',
  authors: ['Chiara Bellandi', 'Tommaso Riva'],
  lessons: 12,
  durationSeconds: 7300,
  priceMinor: 4900,
  currency: 'EUR',
  partnerName: 'Magazine',
}

export const anOrder: Order = {
  id: 'order-1',
  state: 'paid',
  isDuplicate: false,
  accountId: 'account-1',
  channelId: anOffer.channelId,
  channelTitle: anOffer.title,
  cover,
  partnerId: '64f1c0ffee64f1c0ffee0002',
  partnerName: 'Magazine',
  partnerUserId: 'reader-1',
  priceMinor: 4900,
  currency: 'EUR',
  taxName: 'VAT',
  taxBasisPoints: 2200,
  taxMinor: 884,
  country: 'IT',
  buyerName: 'Ada Learner',
  buyerEmail: 'ada@example.com',
  buyerCompany: null,
  buyerVatNumber: null,
  locale: 'en',
  paymentUrl: '/checkout/sandbox/session-1',
  returnTo: 'https://magazine.example/courses',
  provider: 'sandbox',
  providerSession: 'session-1',
  providerPayment: 'payment-1',
  receiptNumber: '2026-000123',
  purchaseId: 'purchase-1',
  createdAt: new Date('2026-11-23T12:00:00Z'),
  expiresAt: new Date('2026-11-23T13:00:00Z'),
  paidAt: new Date('2026-11-23T12:05:00Z'),
  closedAt: null,
  revision: 1,
}

export const aSandboxPayment: SandboxPayment = {
  id: 'session-1',
  orderId: 'order-1',
  amountMinor: 4900,
  currency: 'EUR',
  description: anOffer.title,
  state: 'open',
  hasBeenDeclined: false,
  refundedMinor: 0,
  dispute: 'none',
  successUrl: '/checkout/orders/order-1',
  cancelUrl: '/checkout/orders/order-1',
  locale: 'en',
  createdAt: new Date('2026-11-23T12:00:00Z'),
  expiresAt: new Date('2026-11-23T13:00:00Z'),
}

/** A form nobody has filled in yet. */
export const noAnswers: CheckoutValues = {
  name: '',
  country: '',
  company: '',
  vatNumber: '',
  hasAcceptedTerms: false,
  startsAtOnce: false,
  mayBeMailed: false,
}
