import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import type { Order, OrderState } from './order.ts'

export type NewOrder = Pick<
  Order,
  'id' | 'channelId' | 'channelTitle' | 'partnerId' | 'priceMinor' | 'currency' | 'provider' | 'createdAt' | 'expiresAt'
> &
  OrderDetails & { accountId: string; partnerUserId: string | undefined }

/** What a buyer may still change while paying. */
export interface OrderDetails {
  buyerName: string
  buyerEmail: string
  buyerCompany: string | undefined
  buyerVatNumber: string | undefined
  country: string
  taxName: string
  taxBasisPoints: number
  taxMinor: number
  returnTo: string | undefined
  termsVersion: string
  locale: string
}

/** Opens an order; does nothing where the account has one for this channel that it may still pay. */
export async function insertOrder(db: Database, order: NewOrder): Promise<void> {
  await db
    .insertInto('order')
    .values({
      id: order.id,
      account_id: order.accountId,
      partner_id: order.partnerId,
      partner_user_id: order.partnerUserId ?? null,
      channel_id: order.channelId,
      channel_title: order.channelTitle,
      price_minor: order.priceMinor,
      currency: order.currency,
      state: 'open',
      provider: order.provider,
      created_at: order.createdAt,
      expires_at: order.expiresAt,
      ...detailColumns(order),
    })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'channel_id']).where(sql<boolean>`state in ('open', 'pending')`).doNothing(),
    )
    .execute()
}

/** Notes what the buyer last said, while the order may still be paid. */
export async function updateOrderDetails(db: Database, orderId: string, details: OrderDetails): Promise<void> {
  await db
    .updateTable('order')
    .set(detailColumns(details))
    .where('id', '=', orderId)
    .where('state', '=', 'open')
    .execute()
}

function detailColumns(details: OrderDetails) {
  return {
    buyer_name: details.buyerName,
    buyer_email: details.buyerEmail,
    buyer_company: details.buyerCompany ?? null,
    buyer_vat_number: details.buyerVatNumber ?? null,
    country: details.country,
    tax_name: details.taxName,
    tax_basis_points: details.taxBasisPoints,
    tax_minor: details.taxMinor,
    return_to: details.returnTo ?? null,
    terms_version: details.termsVersion,
    locale: details.locale,
  }
}

/** Notes the payment page of an open order that has none yet; false where it has, or is no longer open. */
export async function updateOrderPage(
  db: Database,
  { orderId, sessionId, url }: { orderId: string; sessionId: string; url: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('order')
    .set({ provider_session: sessionId, payment_url: url })
    .where('id', '=', orderId)
    .where('state', '=', 'open')
    .where('provider_session', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Closes an open order whose payment page, if any, is out of reach; does nothing where it is another by now. */
export async function updateOrderAbandoned(
  db: Database,
  { orderId, providerSession, now }: { orderId: string; providerSession: string | null; now: Date },
): Promise<void> {
  await db
    .updateTable('order')
    .set(({ eb }) => ({ state: 'void', closed_at: now, revision: eb('revision', '+', 1) }))
    .where('id', '=', orderId)
    .where('state', '=', 'open')
    .where('provider_session', 'is not distinct from', providerSession)
    .execute()
}

export interface OrderChange {
  state: OrderState
  isDuplicate: boolean
  providerPayment: string | null
  purchaseId: string | null
  receiptNumber: string | null
  paidAt: Date | null
  closedAt: Date | null
}

/** Moves an order on; the caller holds its lock. */
export async function updateOrder(tx: Database, orderId: string, change: OrderChange): Promise<void> {
  await tx
    .updateTable('order')
    .set(({ eb }) => ({
      state: change.state,
      is_duplicate: change.isDuplicate,
      provider_payment: change.providerPayment,
      purchase_id: change.purchaseId,
      receipt_number: change.receiptNumber,
      paid_at: change.paidAt,
      closed_at: change.closedAt,
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', orderId)
    .execute()
}

/** Picks the orders that wait for something and were looked at longest ago, and notes that they are looked at now. */
export async function updateOrdersChecked(
  db: Database,
  { now, before, limit }: { now: Date; before: Date; limit: number },
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    update "order" set checked_at = ${now} where id in (
      select id from "order"
      where (state in ('open', 'pending') or (state = 'paid' and is_duplicate))
        and coalesce(checked_at, created_at) <= ${before}
      order by coalesce(checked_at, created_at) limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows
}

/** Notes that what was paid since `paidAfter` and not looked at since `before` is looked at now, the longest waiting first. */
export async function updatePaidOrdersChecked(
  db: Database,
  { now, before, paidAfter, limit }: { now: Date; before: Date; paidAfter: Date; limit: number },
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    update "order" set checked_at = ${now} where id in (
      select id from "order"
      where state in ('paid', 'disputed') and not is_duplicate and paid_at > ${paidAfter}
        and coalesce(checked_at, created_at) <= ${before}
      order by coalesce(checked_at, created_at) limit ${limit} for update skip locked)
    returning id`.execute(db)
  return rows
}

/** Forgets who an account's orders were for; what was paid stays. */
export async function updateBuyerErased(
  tx: Database,
  { accountId, pseudonym }: { accountId: string; pseudonym: string },
): Promise<void> {
  await tx
    .updateTable('order')
    .set({
      account_id: null,
      partner_user_id: null,
      buyer_name: pseudonym,
      buyer_email: '',
      buyer_company: null,
      buyer_vat_number: null,
      return_to: null,
      payment_url: null,
    })
    .where('account_id', '=', accountId)
    .execute()
}
