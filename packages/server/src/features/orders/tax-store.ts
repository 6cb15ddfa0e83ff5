import type { Database } from '../../platform/database/open.ts'

/** In hundredths of a per cent. */
export interface TaxRate {
  country: string
  name: string
  basisPoints: number
}

export async function findTaxRates(db: Database): Promise<TaxRate[]> {
  return db
    .selectFrom('tax_rate')
    .select(['country', 'name', 'basis_points as basisPoints'])
    .orderBy('country')
    .execute()
}

export async function findTaxRate(db: Database, country: string): Promise<TaxRate | undefined> {
  return db
    .selectFrom('tax_rate')
    .select(['country', 'name', 'basis_points as basisPoints'])
    .where('country', '=', country)
    .executeTakeFirst()
}

export async function upsertTaxRate(db: Database, { country, name, basisPoints }: TaxRate): Promise<void> {
  await db
    .insertInto('tax_rate')
    .values({ country, name, basis_points: basisPoints })
    .onConflict((conflict) => conflict.column('country').doUpdateSet({ name, basis_points: basisPoints }))
    .execute()
}
