import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** The account's customers whose data is ours to erase: those of partners that sell through our checkout. */
export async function findErasable(db: Database, accountId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('customer')
    .innerJoin('partner', 'partner.id', 'customer.partner_id')
    .select('customer.id')
    .where('customer.account_id', '=', accountId)
    .where('partner.path', '=', 'iframe')
    .execute()
  return rows.map(({ id }) => id)
}

export async function updateCustomerErased(
  tx: Database,
  { customerId, accessKey }: { customerId: string; accessKey: Buffer },
): Promise<void> {
  await tx
    .updateTable('customer')
    .set({
      account_id: null,
      access_key: accessKey,
      email: null,
      email_match: null,
      name: null,
      surname: null,
      has_marketing_consent: false,
      marketing_consent_at: null,
    })
    .where('id', '=', customerId)
    .execute()
}

/** Puts a pseudonym in place of the partner's ids, one of its own for each. */
export async function updateUserIdsErased(
  tx: Database,
  { customerId, pseudonym }: { customerId: string; pseudonym: string },
): Promise<void> {
  await sql`
    update customer_user_id set partner_user_id = ${pseudonym}::text || '-' || numbered.n
    from (
      select partner_user_id, row_number() over () as n from customer_user_id where customer_id = ${customerId}
    ) numbered
    where customer_id = ${customerId} and numbered.partner_user_id = customer_user_id.partner_user_id`.execute(tx)
}

export async function updateActivationsEnded(
  tx: Database,
  { customerId, now }: { customerId: string; now: Date },
): Promise<void> {
  await tx
    .updateTable('activation')
    .set({ ended_at: now, end_reason: 'revoked' })
    .where('customer_id', '=', customerId)
    .where('ended_at', 'is', null)
    .execute()
}

export async function updateCustomersUnlinked(tx: Database, accountId: string): Promise<void> {
  await tx.updateTable('customer').set({ account_id: null }).where('account_id', '=', accountId).execute()
}
