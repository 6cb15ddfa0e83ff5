import type { Clock } from '../../platform/clock.ts'
import { isUniqueViolation } from '../../platform/database/failures.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { newId, type Random } from '../../platform/random.ts'
import type { RecordSale } from './fold-sales.ts'
import { once } from './once.ts'
import { insertSale } from './sale-store.ts'

export interface SaleRequest {
  partnerId: string
  partnerUserId: string
  /** Prices in the currency's major unit, as the partner charged them. */
  products: { channelId: string; price: number }[]
  email?: string | undefined
  hasMarketingConsent: boolean
  name?: string | undefined
  surname?: string | undefined
}

export interface Authorization {
  /** The customer's stable key: 32 bytes in base64url. */
  accessKey: string
}

/**
 * Records what a customer bought and answers the customer's key; with an idempotency key, at most once for that key.
 * Refuses with `ProductNotInCatalog` or `InvalidInput`, having written nothing.
 */
export async function authorizeContentAccess(
  deps: { db: Database; clock: Clock; random: Random; recordSale: RecordSale },
  request: SaleRequest,
  idempotency?: { method: string; key: string },
): Promise<{ reply: Authorization; isReplay: boolean }> {
  if (request.hasMarketingConsent && request.email === undefined) {
    throw invalidField('email', 'is required when marketingConsent is true')
  }
  return retryEmailRace(async () => {
    if (!idempotency) return { reply: await authorize(deps, request), isReplay: false }
    const key = { partnerId: request.partnerId, ...idempotency, payload: request }
    // With its answer in one transaction of its own, it cannot share a statement.
    return once(deps, key, (tx) => authorize({ ...deps, recordSale: (sale) => insertSale(tx, sale) }, request))
  })
}

async function authorize(
  deps: { clock: Clock; random: Random; recordSale: RecordSale },
  { products, ...customer }: SaleRequest,
): Promise<Authorization> {
  const sale = await deps.recordSale({
    ...customer,
    emailMatch: customer.email?.toLowerCase(),
    occurredAt: deps.clock.now(),
    products: products.map((product) => ({ ...product, purchaseId: newId(deps), activationId: newId(deps) })),
    customerId: newId(deps),
    accessKey: deps.random(32),
    auditId: newId(deps),
  })
  switch (sale.outcome) {
    case 'authorized':
      return { accessKey: sale.accessKey.toString('base64url') }
    case 'not-in-catalog':
      throw new AppError('ProductNotInCatalog')
    case 'price-too-fine':
      throw invalidField('products', 'a price has more decimals than its currency')
  }
}

const maxTries = 3

// Two new customers that claim one e-mail address at the same moment: the second looks again and finds the first.
async function retryEmailRace<Result>(work: () => Promise<Result>, triesLeft = maxTries): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (triesLeft > 1 && isUniqueViolation(error, 'customer_email_match')) return retryEmailRace(work, triesLeft - 1)
    throw error
  }
}
