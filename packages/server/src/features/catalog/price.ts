import type { Database } from '../../platform/database/open.ts'
import { invalidField } from '../../platform/errors.ts'
import { chargeProblem } from '../payments/index.ts'
import { findCurrencies } from './edit-store.ts'

/** Refuses a price that nobody could ever pay at our checkout, by the field that holds it. */
export function requirePrice(field: string, { priceMinor, currency }: { priceMinor: number; currency: string }): void {
  const problem = chargeProblem(priceMinor, currency)
  if (problem !== undefined) throw invalidField(field, problem)
}

/** Refuses a currency that we do not have. */
export async function requireCurrency(db: Database, currency: string): Promise<void> {
  const currencies = await findCurrencies(db)
  if (!currencies.includes(currency)) throw invalidField('currency', `must be one of ${currencies.join(', ')}`)
}
