import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** What decides whether a customer may watch a video: the key on file and whether any live claim covers its channel. */
export async function findVideoRight(
  db: Database,
  claim: { partnerId: string; partnerUserId: string; channelId: string; videoId: string; now: Date },
): Promise<{ customerId: string; accessKey: Buffer } | undefined> {
  const { rows } = await sql<{ customerId: string; accessKey: Buffer }>`
    select customer.id as "customerId", customer.access_key as "accessKey"
    from customer_user_id known
    join customer on customer.id = known.customer_id
    join video on video.id = ${claim.videoId} and video.channel_id = ${claim.channelId}
    where known.partner_id = ${claim.partnerId} and known.partner_user_id = ${claim.partnerUserId}
      and exists (
        select from activation where activation.customer_id = customer.id and activation.channel_id = video.channel_id
          and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${claim.now})
        -- offset 0 keeps the planner on the customer's own few rows: without statistics it would read everyone's.
        offset 0)`.execute(db)
  return rows[0]
}

export interface ActivationSummary {
  id: string
  partner: string
  /** The one last authorized; null for a customer who came without. */
  partnerUserId: string | null
  channelId: string
  channel: string
  status: 'active' | 'revoked' | 'expired'
  createdAt: Date
  endedAt: Date | null
}

export async function findActivations(
  db: Database,
  filter: { partnerId: string | undefined; now: Date; limit: number },
): Promise<ActivationSummary[]> {
  const { rows } = await sql<ActivationSummary>`
    select activation.id, partner.name as partner, known.partner_user_id as "partnerUserId",
      activation.channel_id as "channelId", channel.title as channel,
      case when activation.end_reason in ('revoked', 'refunded', 'disputed') then 'revoked'
        when activation.ended_at is not null or activation.expires_at <= ${filter.now} then 'expired'
        else 'active' end as status,
      activation.created_at as "createdAt", coalesce(activation.ended_at, activation.expires_at) as "endedAt"
    from activation
    join customer on customer.id = activation.customer_id
    join partner on partner.id = customer.partner_id
    join channel on channel.id = activation.channel_id
    left join lateral (
      select partner_user_id from customer_user_id where customer_id = customer.id
      order by authorized_at desc, partner_user_id limit 1) known on true
    where ${filter.partnerId ?? null}::text is null or partner.id = ${filter.partnerId ?? null}
    order by activation.created_at desc, activation.id desc limit ${filter.limit}`.execute(db)
  return rows
}

export interface PurchaseSummary {
  id: string
  partner: string
  /** The one last authorized; null for a customer who came without. */
  partnerUserId: string | null
  channelId: string
  channel: string
  priceMinor: number
  currency: string
  path: 'api' | 'iframe'
  occurredAt: Date
}

export async function findPurchases(
  db: Database,
  filter: { partnerId: string | undefined; limit: number },
): Promise<PurchaseSummary[]> {
  const { rows } = await sql<PurchaseSummary>`
    select purchase.id, partner.name as partner, known.partner_user_id as "partnerUserId",
      purchase.channel_id as "channelId", channel.title as channel, purchase.price_minor as "priceMinor",
      purchase.currency, purchase.path, purchase.occurred_at as "occurredAt"
    from purchase
    join partner on partner.id = purchase.partner_id
    join channel on channel.id = purchase.channel_id
    left join lateral (
      select partner_user_id from customer_user_id where customer_id = purchase.customer_id
      order by authorized_at desc, partner_user_id limit 1) known on true
    where ${filter.partnerId ?? null}::text is null or partner.id = ${filter.partnerId ?? null}
    order by purchase.occurred_at desc, purchase.id desc limit ${filter.limit}`.execute(db)
  return rows
}

/** Ends one live activation; false where there is none. */
export async function updateActivationRevoked(
  db: Database,
  { activationId, now }: { activationId: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('activation')
    .set({ ended_at: now, end_reason: 'revoked' })
    .where('id', '=', activationId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Lets a customer watch a channel without a purchase; the customer is made where there is none. */
export async function insertGrant(
  db: Database,
  grant: {
    partnerId: string
    partnerUserId: string
    channelId: string
    actor: string
    now: Date
    expiresAt: Date
    customerId: string
    accessKey: Buffer
    activationId: string
    auditId: string
  },
): Promise<{ customerId: string }> {
  const { rows } = await sql<{ customerId: string }>`
    with identity as (
      insert into customer_user_id (partner_id, partner_user_id, customer_id, authorized_at)
      values (${grant.partnerId}, ${grant.partnerUserId}, ${grant.customerId}, ${grant.now})
      on conflict (partner_id, partner_user_id) do update set authorized_at = excluded.authorized_at
      returning customer_id
    ), person as (
      insert into customer (id, partner_id, access_key, created_at)
      select customer_id, ${grant.partnerId}, ${grant.accessKey}::bytea, ${grant.now}::timestamptz from identity
      on conflict (id) do nothing
    ), granted as (
      insert into activation (id, customer_id, channel_id, source, created_at, expires_at)
      select ${grant.activationId}, customer_id, ${grant.channelId}, 'grant', ${grant.now}::timestamptz,
        ${grant.expiresAt}::timestamptz from identity
    ), noted as (
      insert into audit (id, occurred_at, actor, action, subject)
      values (${grant.auditId}, ${grant.now}, ${grant.actor}, 'activation.granted', ${`activation:${grant.activationId}`})
    )
    select customer_id as "customerId" from identity`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a grant returns its customer')
  return row
}
