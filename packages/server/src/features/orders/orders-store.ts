import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import type { Order, OrderState } from './order.ts'

const orderColumns = sql`
  "order".id, "order".state, "order".is_duplicate as "isDuplicate", "order".account_id as "accountId",
  "order".channel_id as "channelId", "order".channel_title as "channelTitle", channel.cover,
  "order".partner_id as "partnerId", partner.name as "partnerName", "order".partner_user_id as "partnerUserId",
  "order".price_minor as "priceMinor", "order".currency, "order".tax_name as "taxName",
  "order".tax_basis_points as "taxBasisPoints", "order".tax_minor as "taxMinor", "order".country,
  "order".buyer_name as "buyerName", "order".buyer_email as "buyerEmail", "order".buyer_company as "buyerCompany",
  "order".buyer_vat_number as "buyerVatNumber", "order".locale, "order".payment_url as "paymentUrl",
  "order".return_to as "returnTo", "order".provider, "order".provider_session as "providerSession",
  "order".provider_payment as "providerPayment", "order".receipt_number as "receiptNumber",
  "order".purchase_id as "purchaseId", "order".created_at as "createdAt", "order".expires_at as "expiresAt",
  "order".paid_at as "paidAt", "order".closed_at as "closedAt", "order".revision`

async function selectOrders(db: Database, which: RawBuilder<unknown>): Promise<Order[]> {
  const { rows } = await sql<Order>`
    select ${orderColumns} from "order"
    join channel on channel.id = "order".channel_id
    join partner on partner.id = "order".partner_id ${which}`.execute(db)
  return rows
}

export async function findOrderById(db: Database, orderId: string): Promise<Order | undefined> {
  const [order] = await selectOrders(db, sql`where "order".id = ${orderId}`)
  return order
}

/** The account's own order. */
export async function findOrder(
  db: Database,
  { orderId, accountId }: { orderId: string; accountId: string },
): Promise<Order | undefined> {
  const [order] = await selectOrders(db, sql`where "order".id = ${orderId} and "order".account_id = ${accountId}`)
  return order
}

export async function findOrderBySession(
  db: Database,
  { provider, sessionId }: { provider: Order['provider']; sessionId: string },
): Promise<Order | undefined> {
  const [order] = await selectOrders(
    db,
    sql`where "order".provider = ${provider} and "order".provider_session = ${sessionId}`,
  )
  return order
}

/** What the account may still pay for this channel. */
export async function findOpenOrder(
  db: Database,
  { accountId, channelId }: { accountId: string; channelId: string },
): Promise<Order | undefined> {
  const [order] = await selectOrders(
    db,
    sql`where "order".account_id = ${accountId} and "order".channel_id = ${channelId}
      and "order".state in ('open', 'pending')`,
  )
  return order
}

/** Whatever the account paid for, newest first. */
export async function findReceipts(db: Database, accountId: string): Promise<Order[]> {
  return selectOrders(
    db,
    sql`where "order".account_id = ${accountId} and "order".paid_at is not null
      order by "order".paid_at desc, "order".id desc`,
  )
}

/** The other purchases of an order's account and channel whose money has stayed, the first paid first. */
export async function findOtherPurchases(
  db: Database,
  { id, accountId, channelId }: Pick<Order, 'id' | 'accountId' | 'channelId'>,
): Promise<string[]> {
  const { rows } = await sql<{ purchaseId: string }>`
    select purchase_id as "purchaseId" from "order"
    where account_id = ${accountId} and channel_id = ${channelId} and id <> ${id}
      and state = 'paid' and purchase_id is not null
    order by paid_at, id`.execute(db)
  return rows.map(({ purchaseId }) => purchaseId)
}

export async function findOrders(
  db: Database,
  { state, partnerId, limit }: { state: OrderState | undefined; partnerId: string | undefined; limit: number },
): Promise<Order[]> {
  return selectOrders(
    db,
    sql`where (${state ?? null}::text is null or "order".state = ${state ?? null})
      and (${partnerId ?? null}::text is null or "order".partner_id = ${partnerId ?? null})
      order by "order".created_at desc, "order".id desc limit ${limit}`,
  )
}

/** What an account ever ordered, newest first. */
export async function findOrdersOf(db: Database, accountId: string): Promise<Order[]> {
  return selectOrders(
    db,
    sql`where "order".account_id = ${accountId} order by "order".created_at desc, "order".id desc`,
  )
}

/** Locks an order for the rest of the transaction. */
export async function lockOrder(tx: Database, orderId: string): Promise<Order | undefined> {
  const [order] = await selectOrders(tx, sql`where "order".id = ${orderId} for update of "order"`)
  return order
}
