import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export interface Sale {
  partnerId: string
  partnerUserId: string
  email?: string | undefined
  emailMatch: string | undefined
  name?: string | undefined
  surname?: string | undefined
  hasMarketingConsent: boolean
  occurredAt: Date
  products: { channelId: string; price: number; purchaseId: string; activationId: string }[]
  /** Ids and key for what may turn out to be new. */
  customerId: string
  accessKey: Buffer
  auditId: string
}

export type SaleOutcome =
  | { outcome: 'authorized'; customerId: string; accessKey: Buffer }
  | { outcome: 'not-in-catalog' }
  | { outcome: 'price-too-fine' }

/**
 * Records a sale in one statement: the customer, one purchase and one activation a product, all or nothing.
 * The unique keys decide, so any number of equal sales at once leave one customer with one key, one live activation a
 * channel and one purchase. A product asked for twice counts once.
 */
export async function insertSale(db: Database, sale: Sale): Promise<SaleOutcome> {
  const { rows } = await sql<{
    outcome: SaleOutcome['outcome']
    customer_id: string | null
    access_key: Buffer | null
  }>`
    with wanted as (
      select distinct on (channel_id) channel_id, price, purchase_id, activation_id
      from unnest(
        ${sale.products.map(({ channelId }) => channelId)}::text[],
        ${sale.products.map(({ price }) => String(price))}::numeric[],
        ${sale.products.map(({ purchaseId }) => purchaseId)}::text[],
        ${sale.products.map(({ activationId }) => activationId)}::text[]
      ) with ordinality as wanted (channel_id, price, purchase_id, activation_id, position)
      order by channel_id, position
    ), agreed as (
      select wanted.*, entry.currency, wanted.price * 10::numeric ^ currency.minor_digits as price_minor
      from wanted
      join catalog_entry entry on entry.partner_id = ${sale.partnerId} and entry.channel_id = wanted.channel_id
        and entry.is_enabled
      join currency on currency.code = entry.currency
    ), verdict as (
      select case
        when count(*) < (select count(*) from wanted) then 'not-in-catalog'
        when bool_or(price_minor <> trunc(price_minor)) then 'price-too-fine'
        else 'authorized' end as outcome
      from agreed
    ), by_email as (
      select id from customer where partner_id = ${sale.partnerId} and email_match = ${sale.emailMatch ?? null}
    ), identity as (
      -- Whoever claims the id first decides whose it is; a twin waits here and is told.
      insert into customer_user_id (partner_id, partner_user_id, customer_id, authorized_at)
      select ${sale.partnerId}, ${sale.partnerUserId}, coalesce((select id from by_email), ${sale.customerId}),
        ${sale.occurredAt}::timestamptz
      from verdict where outcome = 'authorized'
      on conflict (partner_id, partner_user_id) do update set authorized_at = excluded.authorized_at
      returning customer_id
    ), person as (
      insert into customer as known (id, partner_id, access_key, email, email_match, name, surname,
        has_marketing_consent, marketing_consent_at, created_at)
      select identity.customer_id, ${sale.partnerId}, ${sale.accessKey}::bytea, ${sale.email ?? null},
        case when by_email.id is null or by_email.id = identity.customer_id then ${sale.emailMatch ?? null} end,
        ${sale.name ?? null}, ${sale.surname ?? null}, ${sale.hasMarketingConsent}::boolean,
        case when ${sale.hasMarketingConsent}::boolean then ${sale.occurredAt}::timestamptz end,
        ${sale.occurredAt}::timestamptz
      from identity left join by_email on true
      on conflict (id) do update set
        email = coalesce(excluded.email, known.email),
        email_match = coalesce(known.email_match, excluded.email_match),
        name = coalesce(excluded.name, known.name),
        surname = coalesce(excluded.surname, known.surname),
        has_marketing_consent = known.has_marketing_consent or excluded.has_marketing_consent,
        marketing_consent_at = coalesce(known.marketing_consent_at, excluded.marketing_consent_at)
      returning id, access_key
    ), lapsed as (
      update activation set ended_at = ${sale.occurredAt}::timestamptz, end_reason = 'expired'
      -- offset 0 keeps the planner on the customer's own few rows: without statistics it would read everyone's.
      where activation.ended_at is null and activation.id = any(array(
        select mine.id from agreed, identity, lateral (
          select live.id from activation live
          where live.customer_id = identity.customer_id and live.channel_id = agreed.channel_id
            and live.source = 'purchase' and live.ended_at is null
            and live.expires_at <= ${sale.occurredAt}::timestamptz
          offset 0) mine))
      returning activation.id
    ), granted as (
      insert into activation (id, customer_id, channel_id, source, purchase_id, created_at)
      select agreed.activation_id, person.id, agreed.channel_id, 'purchase', agreed.purchase_id,
        ${sale.occurredAt}::timestamptz
      -- counting what lapsed makes this wait until it has
      from agreed, person where (select count(*) from lapsed) >= 0
      order by agreed.channel_id
      on conflict (customer_id, channel_id) where source = 'purchase' and ended_at is null do nothing
      returning purchase_id
    ), recorded as (
      insert into purchase (id, partner_id, customer_id, channel_id, path, price_minor, currency, occurred_at)
      select agreed.purchase_id, ${sale.partnerId}, person.id, agreed.channel_id, 'api', agreed.price_minor::bigint,
        agreed.currency, ${sale.occurredAt}::timestamptz
      from granted join agreed using (purchase_id), person
    ), repeated as (
      insert into audit (id, occurred_at, actor, action, subject, details)
      select ${sale.auditId}, ${sale.occurredAt}::timestamptz, 'partner:' || ${sale.partnerId}, 'authorization.repeated',
        'customer:' || person.id, jsonb_build_object('channels', (
          select jsonb_agg(channel_id) from agreed where purchase_id not in (select purchase_id from granted)))
      from person where (select count(*) from granted) < (select count(*) from agreed)
    )
    select verdict.outcome, person.id as customer_id, person.access_key from verdict left join person on true`.execute(
    db,
  )
  const row = rows[0]
  if (row?.outcome === 'authorized' && row.customer_id !== null && row.access_key !== null) {
    return { outcome: 'authorized', customerId: row.customer_id, accessKey: row.access_key }
  }
  return { outcome: row?.outcome === 'price-too-fine' ? 'price-too-fine' : 'not-in-catalog' }
}

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
  partnerUserId: string
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
      case when activation.end_reason in ('revoked', 'refunded') then 'revoked'
        when activation.ended_at is not null or activation.expires_at <= ${filter.now} then 'expired'
        else 'active' end as status,
      activation.created_at as "createdAt", coalesce(activation.ended_at, activation.expires_at) as "endedAt"
    from activation
    join customer on customer.id = activation.customer_id
    join partner on partner.id = customer.partner_id
    join channel on channel.id = activation.channel_id
    cross join lateral (
      select partner_user_id from customer_user_id where customer_id = customer.id
      order by authorized_at desc, partner_user_id limit 1) known
    where ${filter.partnerId ?? null}::text is null or partner.id = ${filter.partnerId ?? null}
    order by activation.created_at desc, activation.id desc limit ${filter.limit}`.execute(db)
  return rows
}

export interface PurchaseSummary {
  id: string
  partner: string
  partnerUserId: string
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
    cross join lateral (
      select partner_user_id from customer_user_id where customer_id = purchase.customer_id
      order by authorized_at desc, partner_user_id limit 1) known
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
