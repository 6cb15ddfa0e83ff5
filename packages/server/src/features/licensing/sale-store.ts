import { CompiledQuery } from 'kysely'
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

export interface SaleRow {
  outcome: SaleOutcome['outcome']
  customer_id: string | null
  access_key: Buffer | null
}

// Text, not a template: this is the statement every sale waits for, and composing it anew took as long as running it.
const insertSaleText = `
with wanted as (
  select distinct on (channel_id) channel_id, price, purchase_id, activation_id
  from unnest(
    $11::text[],
    $12::numeric[],
    $13::text[],
    $14::text[]
  ) with ordinality as wanted (channel_id, price, purchase_id, activation_id, position)
  order by channel_id, position
), agreed as (
  select wanted.*, entry.currency, wanted.price * 10::numeric ^ currency.minor_digits as price_minor
  from wanted
  join catalog_entry entry on entry.partner_id = $1 and entry.channel_id = wanted.channel_id
    and entry.is_enabled
  join currency on currency.code = entry.currency
), verdict as (
  select case
    when count(*) < (select count(*) from wanted) then 'not-in-catalog'
    when bool_or(price_minor <> trunc(price_minor)) then 'price-too-fine'
    else 'authorized' end as outcome
  from agreed
), by_email as (
  select id from customer where partner_id = $1 and email_match = $7
), identity as (
  -- Whoever claims the id first decides whose it is; a twin waits here and is told.
  insert into customer_user_id (partner_id, partner_user_id, customer_id, authorized_at)
  select $1::text, $2::text, coalesce((select id from by_email), $3),
    $4::timestamptz
  from verdict where outcome = 'authorized'
  on conflict (partner_id, partner_user_id) do update set authorized_at = excluded.authorized_at
  returning customer_id
), person as (
  insert into customer as known (id, partner_id, access_key, email, email_match, name, surname,
    has_marketing_consent, marketing_consent_at, created_at)
  select identity.customer_id, $1, $5::bytea, $6,
    case when by_email.id is null or by_email.id = identity.customer_id then $7 end,
    $8, $9, $10::boolean,
    case when $10::boolean then $4::timestamptz end,
    $4::timestamptz
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
  update activation set ended_at = $4::timestamptz, end_reason = 'expired'
  -- offset 0 keeps the planner on the customer's own few rows: without statistics it would read everyone's.
  where activation.ended_at is null and activation.id = any(array(
    select mine.id from agreed, identity, lateral (
      select live.id from activation live
      where live.customer_id = identity.customer_id and live.channel_id = agreed.channel_id
        and live.source = 'purchase' and live.ended_at is null
        and live.expires_at <= $4::timestamptz
      offset 0) mine))
  returning activation.id
), granted as (
  insert into activation (id, customer_id, channel_id, source, purchase_id, created_at)
  select agreed.activation_id, person.id, agreed.channel_id, 'purchase', agreed.purchase_id,
    $4::timestamptz
  -- counting what lapsed makes this wait until it has
  from agreed, person where (select count(*) from lapsed) >= 0
  order by agreed.channel_id
  on conflict (customer_id, channel_id) where source = 'purchase' and ended_at is null do nothing
  returning purchase_id
), recorded as (
  insert into purchase (id, partner_id, customer_id, channel_id, path, price_minor, currency, occurred_at)
  select agreed.purchase_id, $1, person.id, agreed.channel_id, 'api', agreed.price_minor::bigint,
    agreed.currency, $4::timestamptz
  from granted join agreed using (purchase_id), person
), repeated as (
  insert into audit (id, occurred_at, actor, action, subject, details)
  select $15, $4::timestamptz, 'partner:' || $1::text, 'authorization.repeated',
    'customer:' || person.id, jsonb_build_object('channels', (
      select jsonb_agg(channel_id order by channel_id) from agreed
      where purchase_id not in (select purchase_id from granted)))
  from person where (select count(*) from granted) < (select count(*) from agreed)
)
select verdict.outcome, person.id as customer_id, person.access_key from verdict left join person on true`

/** The statement that records a sale, ready to be sent. */
export function saleQuery(sale: Sale): CompiledQuery<SaleRow> {
  const { products } = sale
  const parameters = [
    sale.partnerId,
    sale.partnerUserId,
    sale.customerId,
    sale.occurredAt,
    sale.accessKey,
    sale.email ?? null,
    sale.emailMatch ?? null,
    sale.name ?? null,
    sale.surname ?? null,
    sale.hasMarketingConsent,
    products.map(({ channelId }) => channelId),
    products.map(({ price }) => String(price)),
    products.map(({ purchaseId }) => purchaseId),
    products.map(({ activationId }) => activationId),
    sale.auditId,
  ]
  return CompiledQuery.raw(insertSaleText, parameters)
}

/**
 * Records a sale in one statement: the customer, one purchase and one activation a product, all or nothing.
 * The unique keys decide, so any number of equal sales at once leave one customer with one key, one live activation a
 * channel and one purchase. A product asked for twice counts once.
 */
export async function insertSale(db: Database, sale: Sale): Promise<SaleOutcome> {
  const { rows } = await db.executeQuery(saleQuery(sale))
  return readOutcome(rows[0])
}

export function readOutcome(row: SaleRow | undefined): SaleOutcome {
  if (!row) throw new Error('a sale has an outcome')
  if (row.outcome !== 'authorized') return { outcome: row.outcome }
  if (row.customer_id === null || row.access_key === null) throw new Error('a sale that is authorized has a customer')
  return { outcome: 'authorized', customerId: row.customer_id, accessKey: row.access_key }
}
