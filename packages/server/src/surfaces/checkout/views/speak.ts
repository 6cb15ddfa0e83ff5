import { formatPrice, type Locale, type Translator } from '../../../platform/i18n/index.ts'
import type { messages } from '../messages/index.ts'

/** Says the checkout's texts in the reader's language. */
export type Speak = Translator<keyof typeof messages.en>

/** A name of unknown script, kept from reordering the sentence it stands in. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`
}

/** A price as the reader writes it, without idle zeros. */
export function price(locale: Locale, { priceMinor, currency }: { priceMinor: number; currency: string }): string {
  return formatPrice(locale, priceMinor, currency, { trimZeros: true })
}
