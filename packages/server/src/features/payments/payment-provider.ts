import type { IncomingHttpHeaders } from 'node:http'
import type { Locale } from '../../platform/i18n/index.ts'

export interface PaymentRequest {
  orderId: string
  /** In minor units, tax included. */
  amountMinor: number
  currency: string
  /** What the buyer sees on the provider's page. */
  title: string
  imageUrl: string | undefined
  email: string
  locale: Locale
  /** Where the provider sends the buyer afterwards, and where when the buyer gives up; absolute. */
  successUrl: string
  cancelUrl: string
  expiresAt: Date
}

/** What has truly happened to a payment, as the provider tells when asked. */
export interface PaymentReading {
  orderId: string
  sessionId: string
  /** open: the buyer is at it. pending: promised, the money is on its way. expired: it can no longer be paid. */
  state: 'open' | 'pending' | 'paid' | 'expired'
  amountMinor: number
  currency: string
  /** The provider's reference of the money that moved, once it has. */
  paymentId: string | undefined
  /** Of the amount, what has been given back. */
  refundedMinor: number
  dispute: 'none' | 'open' | 'won' | 'lost'
}

/** Whose payment page the buyer pays on. It alone ever sees a card. */
export interface PaymentProvider {
  readonly name: 'sandbox' | 'stripe'
  /** The origin its page stands on, if not ours: forms must be allowed to lead there. */
  readonly pageOrigin: string | undefined
  /** Opens a payment page; asked again for the same order it gives the same one. `refused` says why it never will. */
  open(request: PaymentRequest): Promise<{ sessionId: string; url: string } | { refused: string }>
  /** Reads a payment anew; undefined where the provider knows no such session. */
  read(sessionId: string): Promise<PaymentReading | undefined>
  /** Makes an open payment page unpayable. The reading afterwards says whether that came too late. */
  close(sessionId: string): Promise<void>
  /** Gives the whole payment back; asked again for the same order it does so once. */
  refund(payment: { orderId: string; paymentId: string }): Promise<void>
  /** What a callback is about, once its signature has been checked; `InvalidSignature` otherwise. */
  readCallback(callback: { body: Buffer; headers: IncomingHttpHeaders }): Promise<PaymentCallback>
}

/** A callback is a hint to read anew, and nothing in it is believed but which payment it is about. */
export type PaymentCallback = { eventId: string; sessionId: string } | { eventId: string; ignored: string }
