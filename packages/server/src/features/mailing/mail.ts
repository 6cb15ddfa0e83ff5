import type { Locale } from '../../platform/i18n/index.ts'

/** A letter to one person. */
export type Mail = { to: string; locale: Locale; accountId?: string | undefined } & Letter

/** What letters there are and what each one tells; links are absolute. */
export type Letter =
  | { kind: 'verify-email'; name: string; url: string; hours: number }
  | { kind: 'already-registered'; name: string; signInUrl: string }
  | { kind: 'sign-in-code'; code: string; minutes: number }
  | { kind: 'reset-password'; name: string; url: string; minutes: number }
  | { kind: 'password-changed'; name: string; accountUrl: string }
  | { kind: 'email-change'; name: string; url: string; hours: number }
  | { kind: 'email-changed'; name: string }
  | { kind: 'operator-invitation'; name: string; url: string; hours: number }
  | {
      kind: 'receipt'
      name: string
      receiptNumber: string
      courseTitle: string
      priceMinor: number
      currency: string
      paidAt: Date
      receiptUrl: string
      courseUrl: string
    }
  | {
      kind: 'refund'
      name: string
      receiptNumber: string
      courseTitle: string
      amountMinor: number
      currency: string
      reason: 'refund' | 'dispute' | 'duplicate'
      receiptUrl: string
    }
  | { kind: 'account-erased'; name: string }
