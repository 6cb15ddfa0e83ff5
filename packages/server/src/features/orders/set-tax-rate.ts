import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { invalidField } from '../../platform/errors.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { findTaxRate, type TaxRate, upsertTaxRate } from './tax-store.ts'

/** Sets a country's tax from now on; what was sold keeps the rate it was sold at. */
export async function setTaxRate(
  deps: { db: Database; clock: Clock; random: Random },
  {
    country,
    basisPoints,
    name,
    actor,
  }: { country: string; basisPoints: number; name: string | undefined; actor: string },
): Promise<TaxRate> {
  if (!/^[A-Z]{2}$/.test(country)) throw invalidField('country', 'must be two capital letters, such as IT')
  if (!Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints > 10_000) {
    throw invalidField('percent', 'must be 0 to 100, with two decimals at most')
  }
  return transaction(deps.db, async (db) => {
    const before = await findTaxRate(db, country)
    const rate = { country, basisPoints, name: name ?? before?.name ?? 'VAT' }
    await upsertTaxRate(db, rate)
    await recordAudit({ ...deps, db }, { actor, action: 'tax.set', subject: `country:${country}` })
    return rate
  })
}
