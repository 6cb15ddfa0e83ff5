import Type from 'typebox'

/** 24 lower-case hex digits: a channel, a video, a product. */
export const ObjectId = Type.String({ pattern: '^[0-9a-f]{24}$', description: '24 lower-case hex digits.' })

/** What a partner is known by; compared with the bearer's own. */
export const ClientId = Type.String({ minLength: 1, maxLength: 64, description: "The partner's client id." })

/** The partner's own unique id of its customer. Compared byte by byte: never trimmed, folded or normalised. */
export const PartnerUserId = Type.String({
  minLength: 1,
  maxLength: 512,
  description: "The partner's own unique, stable id of the customer. Any text; compared byte by byte.",
})

export const UserAccessKey = Type.String({
  minLength: 1,
  maxLength: 256,
  description: 'The stable key of one customer of one partner, as content authorization returned it.',
})

export const Email = Type.String({ format: 'email', maxLength: 254, description: 'An e-mail address.' })

export const PersonName = Type.String({ maxLength: 200 })

/** A price in the currency's major unit. Decimals beyond what the currency has are refused. */
export const Price = Type.Number({
  minimum: 0,
  exclusiveMaximum: 1_000_000_000,
  description: "In the currency's major unit, with no more decimals than the currency has.",
})

export const LanguageTag = Type.String({ description: 'A BCP 47 language tag.' })

/** Digits after the decimal point in the currency's major unit, as ISO 4217 gives them. */
export function currencyDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return maximumFractionDigits ?? 2
}
