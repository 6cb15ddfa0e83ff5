import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** Makes the sales of one account take turns, so that two at once see each other. */
export async function lockAccount(tx: Database, accountId: string): Promise<void> {
  await sql`select from account where id = ${accountId} for no key update`.execute(tx)
}

/** Whether a live purchase, at whichever partner, gives the account this channel. */
export async function findAccountPurchase(
  tx: Database,
  { accountId, channelId, now }: { accountId: string; channelId: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select from customer join activation on activation.customer_id = customer.id
    where customer.account_id = ${accountId} and activation.channel_id = ${channelId}
      and activation.source = 'purchase' and activation.ended_at is null
      and (activation.expires_at is null or activation.expires_at > ${now})
    limit 1`.execute(tx)
  return rows.length > 0
}

/** Whether any live claim gives the account this channel. */
export async function accountOwnsChannel(
  db: Database,
  { accountId, channelId, now }: { accountId: string; channelId: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    select from customer join activation on activation.customer_id = customer.id
    where customer.account_id = ${accountId} and activation.channel_id = ${channelId}
      and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${now})
    limit 1`.execute(db)
  return rows.length > 0
}

export interface Buyer {
  partnerId: string
  partnerUserId: string | undefined
  accountId: string
  /** Id and key for a customer that may turn out to be new. */
  customerId: string
  accessKey: Buffer
  now: Date
}

/**
 * Claims the partner's id for the account's customer, or for a new one: the first claim of an id wins, and a twin waits
 * here to be told. `bound` is whose the id is now.
 */
export async function insertBinding(
  tx: Database,
  buyer: Buyer & { partnerUserId: string },
): Promise<{ own: string | null; bound: string }> {
  const { rows } = await sql<{ own: string | null; bound: string }>`
    with own as (
      select id from customer where partner_id = ${buyer.partnerId} and account_id = ${buyer.accountId}
    ), known as (
      insert into customer_user_id as known (partner_id, partner_user_id, customer_id, authorized_at)
      values (${buyer.partnerId}, ${buyer.partnerUserId}, coalesce((select id from own), ${buyer.customerId}), ${buyer.now})
      on conflict (partner_id, partner_user_id) do update set customer_id = known.customer_id
      returning customer_id
    ), person as (
      insert into customer (id, partner_id, account_id, access_key, created_at)
      select customer_id, ${buyer.partnerId}, ${buyer.accountId}, ${buyer.accessKey}::bytea, ${buyer.now}::timestamptz
      from known where customer_id = ${buyer.customerId}
    )
    select (select id from own) as own, customer_id as bound from known`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('a binding returns its customer')
  return row
}

/** Makes a customer without an account this account's; false where it has one, or the account another customer there. */
export async function updateCustomerAccount(
  tx: Database,
  { customerId, accountId, partnerId }: { customerId: string; accountId: string; partnerId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update customer set account_id = ${accountId}
    where id = ${customerId} and account_id is null
      and not exists (select from customer own where own.partner_id = ${partnerId} and own.account_id = ${accountId})
    returning id`.execute(tx)
  return rows.length > 0
}

/** The account's customer at the partner, made where there is none. */
export async function upsertAccountCustomer(tx: Database, buyer: Buyer): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into customer as own (id, partner_id, account_id, access_key, created_at)
    values (${buyer.customerId}, ${buyer.partnerId}, ${buyer.accountId}, ${buyer.accessKey}::bytea, ${buyer.now})
    on conflict (partner_id, account_id) where account_id is not null do update set account_id = own.account_id
    returning id`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('a customer returns its id')
  return row.id
}

/** Records a purchase with its right; false where the customer has a live one for this channel already. */
export async function insertPlatformPurchase(
  tx: Database,
  sale: {
    purchaseId: string
    activationId: string
    partnerId: string
    customerId: string
    channelId: string
    priceMinor: number
    currency: string
    providerReference: string
    occurredAt: Date
  },
): Promise<boolean> {
  const { rows } = await sql`
    with lapsed as (
      update activation set ended_at = ${sale.occurredAt}, end_reason = 'expired'
      where customer_id = ${sale.customerId} and channel_id = ${sale.channelId}
        and source = 'purchase' and ended_at is null and expires_at <= ${sale.occurredAt}
      returning id
    ), granted as (
      insert into activation (id, customer_id, channel_id, source, purchase_id, created_at)
      select ${sale.activationId}, ${sale.customerId}, ${sale.channelId}, 'purchase', ${sale.purchaseId},
        ${sale.occurredAt}::timestamptz
      -- counting what lapsed makes this wait until it has
      where (select count(*) from lapsed) >= 0
      on conflict (customer_id, channel_id) where source = 'purchase' and ended_at is null do nothing
      returning purchase_id
    )
    insert into purchase (id, partner_id, customer_id, channel_id, path, price_minor, currency, occurred_at,
      provider_reference)
    select purchase_id, ${sale.partnerId}, ${sale.customerId}, ${sale.channelId}, 'iframe', ${sale.priceMinor}::bigint,
      ${sale.currency}, ${sale.occurredAt}::timestamptz, ${sale.providerReference}
    from granted
    returning id`.execute(tx)
  return rows.length > 0
}

/** Makes whoever ends or gives back rights of a purchase's account take turns with its sales. */
export async function lockPurchaseAccount(tx: Database, purchaseId: string): Promise<void> {
  await sql`
    select from account where id = (
      select customer.account_id from purchase join customer on customer.id = purchase.customer_id
      where purchase.id = ${purchaseId})
    for no key update`.execute(tx)
}

/** Ends the live right that a purchase gave. */
export async function updatePurchaseRightEnded(
  tx: Database,
  { purchaseId, reason, now }: { purchaseId: string; reason: 'refunded' | 'disputed'; now: Date },
): Promise<void> {
  await tx
    .updateTable('activation')
    .set({ ended_at: now, end_reason: reason })
    .where('purchase_id', '=', purchaseId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Gives back the right that a refund or a dispute ended, unless another purchase gives it by now. */
export async function updatePurchaseRightRestored(tx: Database, purchaseId: string): Promise<void> {
  await sql`
    update activation set ended_at = null, end_reason = null
    where purchase_id = ${purchaseId} and end_reason in ('refunded', 'disputed')
      and not exists (
        select from activation other where other.customer_id = activation.customer_id
          and other.channel_id = activation.channel_id and other.source = 'purchase' and other.ended_at is null)`.execute(
    tx,
  )
}
