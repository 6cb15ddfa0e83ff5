import type { Database } from '../platform/database/open.ts'

export interface Ledger {
  /** The customer each of the partner's ids names, with its key. */
  customers: { userId: string; customerId: string; userAccessKey: string }[]
  purchases: { customerId: string; channelId: string; priceMinor: number; currency: string }[]
  /** Claims that have not ended. */
  live: { customerId: string; channelId: string }[]
}

/** What the tables hold of one partner's sales. */
export async function readLedger(db: Database, partnerId: string): Promise<Ledger> {
  const customers = await db
    .selectFrom('customer_user_id as known')
    .innerJoin('customer', 'customer.id', 'known.customer_id')
    .select(['known.partner_user_id', 'customer.id', 'customer.access_key'])
    .where('known.partner_id', '=', partnerId)
    .orderBy('known.partner_user_id')
    .execute()
  const purchases = await db
    .selectFrom('purchase')
    .select(['customer_id as customerId', 'channel_id as channelId', 'price_minor as priceMinor', 'currency'])
    .where('partner_id', '=', partnerId)
    .execute()
  const live = await db
    .selectFrom('activation')
    .innerJoin('customer', 'customer.id', 'activation.customer_id')
    .select(['activation.customer_id as customerId', 'activation.channel_id as channelId'])
    .where('customer.partner_id', '=', partnerId)
    .where('activation.ended_at', 'is', null)
    .execute()
  return {
    customers: customers.map(({ partner_user_id, id, access_key }) => ({
      userId: partner_user_id,
      customerId: id,
      userAccessKey: access_key.toString('base64url'),
    })),
    purchases,
    live,
  }
}
