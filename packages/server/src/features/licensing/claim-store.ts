import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** A course that a customer of some partner bought under the account's address. */
export interface Claimable {
  customerId: string
  partnerName: string
  channelId: string
  title: string
  language: string
}

/**
 * What partners of the API path sold under the account's address, once that has been confirmed, and no account has taken
 * yet; of one partner's customers at most one, since an account has one there.
 */
export async function findClaimable(
  db: Database,
  { accountId, now }: { accountId: string; now: Date },
): Promise<Claimable[]> {
  const { rows } = await sql<Claimable>`
    select customer.id as "customerId", partner.name as "partnerName", channel.id as "channelId", channel.title,
      channel.language
    from account
    join customer on customer.email_match = account.email
    join partner on partner.id = customer.partner_id
    join activation on activation.customer_id = customer.id
    join channel on channel.id = activation.channel_id
    where account.id = ${accountId} and account.is_email_verified and customer.account_id is null
      and partner.path = 'api'
      and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${now})
      and not exists (
        select from customer own where own.partner_id = customer.partner_id and own.account_id = account.id)
    group by customer.id, partner.name, channel.id
    order by partner.name, channel.title, channel.id`.execute(db)
  return rows
}

/** Links the customer to the account if it still may be; false where another was quicker, or the address is another now. */
export async function updateCustomerClaimed(
  tx: Database,
  { accountId, customerId }: { accountId: string; customerId: string },
): Promise<boolean> {
  const { rows } = await sql`
    update customer set account_id = account.id
    from account
    where customer.id = ${customerId} and customer.account_id is null
      and account.id = ${accountId} and account.is_email_verified and account.email = customer.email_match
      and not exists (
        select from customer own where own.partner_id = customer.partner_id and own.account_id = account.id)
    returning customer.id`.execute(tx)
  return rows.length > 0
}
