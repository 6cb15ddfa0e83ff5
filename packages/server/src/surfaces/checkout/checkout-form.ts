import { holdsCardNumber } from '../../platform/card-number.ts'
import { isCountry } from './countries.ts'

/** What the buyer fills in, as it was sent, so that it can be shown again. */
export interface CheckoutValues {
  name: string
  country: string
  company: string
  vatNumber: string
  hasAcceptedTerms: boolean
  startsAtOnce: boolean
  mayBeMailed: boolean
}

export type CheckoutField = 'name' | 'country' | 'company' | 'vatNumber' | 'terms' | 'startsAtOnce'

const maxName = 120
const maxCompany = 200

/** The form's values, and the fields that have to be mended first. */
export function readCheckoutForm(fields: Record<string, string>): { values: CheckoutValues; wrong: CheckoutField[] } {
  const company = oneLine(fields['company'])
  const vatNumber = oneLine(fields['vatNumber'])
  const values: CheckoutValues = {
    name: unlessCard(oneLine(fields['name'])),
    country: fields['country'] ?? '',
    company: unlessCard(company),
    vatNumber: unlessCard(vatNumber),
    hasAcceptedTerms: fields['terms'] === 'yes',
    startsAtOnce: fields['startsAtOnce'] === 'yes',
    mayBeMailed: fields['marketing'] === 'yes',
  }
  const isWrong: Record<CheckoutField, boolean> = {
    name: values.name === '' || values.name.length > maxName,
    country: !isCountry(values.country),
    company: values.company !== company || company.length > maxCompany,
    vatNumber: values.vatNumber !== vatNumber || !/^(?:[a-z0-9][a-z0-9 .+*/-]{1,29})?$/i.test(vatNumber),
    terms: !values.hasAcceptedTerms,
    startsAtOnce: !values.startsAtOnce,
  }
  const wrong = (Object.keys(isWrong) as CheckoutField[]).filter((field) => isWrong[field])
  return { values, wrong }
}

// Whoever looks for where the card goes finds these fields first: what they type there is neither kept nor shown again.
function unlessCard(text: string): string {
  return holdsCardNumber(text) ? '' : text
}

// Names and companies end up in a mail and on a receipt: one line, and nothing that turns the writing around.
function oneLine(text = ''): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}
