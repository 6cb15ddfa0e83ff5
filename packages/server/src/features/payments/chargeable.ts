import { currencyDigits } from '@osteocom/contract'
import { formatPrice } from '../../platform/i18n/index.ts'
import { toStripe } from './stripe-reading.ts'

// What Stripe takes, in the currencies it names a least amount for: https://docs.stripe.com/currencies
const leastMinor: Record<string, number> = {
  AED: 200,
  AUD: 50,
  BGN: 100,
  BRL: 50,
  CAD: 50,
  CHF: 50,
  CZK: 1500,
  DKK: 250,
  EUR: 50,
  GBP: 30,
  HKD: 400,
  INR: 50,
  JPY: 50,
  MXN: 1000,
  MYR: 200,
  NOK: 300,
  NZD: 50,
  PLN: 200,
  RON: 200,
  SEK: 300,
  SGD: 50,
  THB: 1000,
  USD: 50,
}
const most = 99_999_999

/** Why nobody could ever pay this amount, in words that follow a field's name; undefined where it can be paid, or is nothing. */
export function chargeProblem(amountMinor: number, currency: string): string | undefined {
  if (amountMinor === 0) return undefined
  const least = leastMinor[currency] ?? 1
  if (amountMinor < least) return `must be 0, or at least ${formatPrice('en', least, currency)}: less cannot be charged`
  if (toStripe(amountMinor, currency) > most) return 'is more than can be charged at once'
  // Cards know hundredths and no thousandths.
  const isTooFine = currencyDigits(currency) === 3 && amountMinor % 10 !== 0
  return isTooFine
    ? `must be a multiple of ${formatPrice('en', 10, currency)}: nothing finer can be charged`
    : undefined
}
