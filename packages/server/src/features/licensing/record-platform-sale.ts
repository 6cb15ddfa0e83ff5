import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { newId, type Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import {
  type Buyer,
  findAccountPurchase,
  insertBinding,
  insertPlatformPurchase,
  lockAccount,
  updateCustomerAccount,
  upsertAccountCustomer,
} from './platform-sale-store.ts'

export interface PlatformSale {
  partnerId: string
  /** Undefined where the visitor's id could not be relied on. */
  partnerUserId: string | undefined
  accountId: string
  channelId: string
  priceMinor: number
  currency: string
  /** The payment provider's own reference of the money. */
  providerReference: string
  purchaseId: string
  occurredAt: Date
}

/** Records what an account bought on our own checkout: its customer at the partner, the purchase and the right, within
 * the caller's transaction. Does nothing more where a purchase of the account's gives it this channel already. */
export async function recordPlatformSale(
  deps: { db: Database; clock: Clock; random: Random },
  sale: PlatformSale,
): Promise<{ outcome: 'sold'; purchaseId: string; customerId: string } | { outcome: 'already-owned' }> {
  const { accountId, channelId, occurredAt } = sale
  await lockAccount(deps.db, accountId)
  if (await findAccountPurchase(deps.db, { accountId, channelId, now: occurredAt })) return { outcome: 'already-owned' }
  const customerId = await bindCustomer(deps, sale)
  const isSold = await insertPlatformPurchase(deps.db, { ...sale, customerId, activationId: newId(deps) })
  return isSold ? { outcome: 'sold', purchaseId: sale.purchaseId, customerId } : { outcome: 'already-owned' }
}

/** The account's customer at the partner, with the partner's id for it where that id is nobody else's. */
async function bindCustomer(
  deps: { db: Database; clock: Clock; random: Random },
  { partnerId, partnerUserId, accountId, purchaseId, occurredAt }: PlatformSale,
): Promise<string> {
  const buyer: Buyer = {
    partnerId,
    partnerUserId,
    accountId,
    customerId: newId(deps),
    accessKey: deps.random(32),
    now: occurredAt,
  }
  if (partnerUserId === undefined) return upsertAccountCustomer(deps.db, buyer)
  const { own, bound } = await insertBinding(deps.db, { ...buyer, partnerUserId })
  if (bound === own || bound === buyer.customerId) return bound
  if (await updateCustomerAccount(deps.db, { customerId: bound, accountId, partnerId })) return bound
  // Whoever claimed the id first keeps it; what is bought belongs to who paid. Only the audit tells.
  await recordAudit(deps, {
    actor: `account:${accountId}`,
    action: 'binding.conflict',
    subject: `purchase:${purchaseId}`,
  })
  return own ?? upsertAccountCustomer(deps.db, buyer)
}
