import { CompiledQuery } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import { readOutcome, type Sale, type SaleOutcome, type SaleRow } from './sale-store.ts'

/** `wait`: it is the sale of a customer whom a sale before it in the batch has, and nothing of it was kept. */
export type FoldedOutcome = SaleOutcome | { outcome: 'wait' }

type FoldedRow = Omit<SaleRow, 'outcome'> & { n: number; outcome: FoldedOutcome['outcome'] }

// What the statement for one sale does, for many. Locks are taken in an order that all statements share, so that two of
// them never wait for each other: ids, then the customers there are, then new addresses, then activations.
const insertSalesText = `
with hurry as (
  -- A row that somebody holds must not keep everybody waiting: the batch fails soon, and each is tried alone.
  select set_config('lock_timeout', $3, true)
), sale as materialized (
  select * from json_to_recordset($1::text::json) as sale (n int, partner_id text, partner_user_id text, email text,
    email_match text, name text, surname text, has_marketing_consent boolean, occurred_at timestamptz,
    customer_id text, access_key bytea, audit_id text)
), wanted as (
  select distinct on (n, channel_id) wanted.*
  from rows from (json_to_recordset($2::text::json) as (n int, channel_id text, price numeric, purchase_id text,
    activation_id text)) with ordinality as wanted (n, channel_id, price, purchase_id, activation_id, position)
  order by n, channel_id, position
), agreed as materialized (
  select wanted.*, entry.currency, wanted.price * 10::numeric ^ currency.minor_digits as price_minor
  from wanted join sale using (n)
  left join catalog_entry entry on entry.partner_id = sale.partner_id and entry.channel_id = wanted.channel_id
    and entry.is_enabled
  left join currency on currency.code = entry.currency
), verdict as (
  -- Truths rather than words for what is asked below: the planner would expect next to no row to have a given word.
  select n, bool_and(currency is not null) as is_listed, bool_and(price_minor = trunc(price_minor)) as is_exact
  from agreed group by n
), known as (
  -- offset 0 keeps the planner on the keys: without statistics it would read everyone's.
  select sale.*, by_email.id as email_owner, row_number() over (
    partition by coalesce(by_id.customer_id, by_email.id, sale.customer_id) order by n) = 1 as is_first
  from sale join verdict using (n)
  left join lateral (select customer_id from customer_user_id
    where partner_id = sale.partner_id and partner_user_id = sale.partner_user_id offset 0) by_id on true
  left join lateral (select id from customer
    where partner_id = sale.partner_id and email_match = sale.email_match offset 0) by_email on true
  where is_listed and is_exact
), identity as (
  -- Whoever claims the id first decides whose it is; a twin waits here and is told.
  insert into customer_user_id (partner_id, partner_user_id, customer_id, authorized_at)
  select partner_id, partner_user_id, coalesce(email_owner, customer_id), occurred_at
  from known where is_first and (select count(*) from hurry) = 1
  order by partner_id, partner_user_id collate "C"
  on conflict (partner_id, partner_user_id) do update set authorized_at = excluded.authorized_at
  returning partner_id, partner_user_id, customer_id
), held as (
  select from (select customer_id from identity order by customer_id) mine,
    lateral (select from customer where id = mine.customer_id for no key update) there
), mine as materialized (
  select n, identity.customer_id, known.partner_id, access_key, email, email_match, email_owner, name, surname,
    has_marketing_consent, occurred_at, audit_id
  -- All of them have one; left join only tells the planner so.
  from known left join identity using (partner_id, partner_user_id) where is_first
), person as (
  insert into customer as known (id, partner_id, access_key, email, email_match, name, surname,
    has_marketing_consent, marketing_consent_at, created_at)
  select customer_id, partner_id, access_key, email,
    case when email_owner is null or email_owner = customer_id then email_match end,
    name, surname, has_marketing_consent,
    case when has_marketing_consent then occurred_at end,
    occurred_at
  from mine where (select count(*) from held) >= 0
  order by partner_id, email_match
  on conflict (id) do update set
    email = coalesce(excluded.email, known.email),
    email_match = coalesce(known.email_match, excluded.email_match),
    name = coalesce(excluded.name, known.name),
    surname = coalesce(excluded.surname, known.surname),
    has_marketing_consent = known.has_marketing_consent or excluded.has_marketing_consent,
    marketing_consent_at = coalesce(known.marketing_consent_at, excluded.marketing_consent_at)
  returning id, access_key
), item as materialized (
  select n, mine.customer_id, mine.partner_id, mine.occurred_at, channel_id, currency, price_minor, purchase_id,
    activation_id
  from agreed join mine using (n)
), due as materialized (
  select live.id, item.occurred_at from item, lateral (
    select id from activation
    where customer_id = item.customer_id and channel_id = item.channel_id and source = 'purchase'
      and ended_at is null and expires_at <= item.occurred_at
    offset 0) live
), lapsed as (
  update activation set ended_at = (select occurred_at from due where due.id = activation.id), end_reason = 'expired'
  where activation.ended_at is null and activation.id = any(array(select id from due))
    -- counting the customers makes this wait until they are held
    and (select count(*) from person) >= 0
  returning activation.id
), granted as (
  insert into activation (id, customer_id, channel_id, source, purchase_id, created_at)
  select activation_id, customer_id, channel_id, 'purchase', purchase_id, occurred_at
  from item where (select count(*) from lapsed) >= 0
  order by customer_id, channel_id
  on conflict (customer_id, channel_id) where source = 'purchase' and ended_at is null do nothing
  returning purchase_id
), recorded as (
  insert into purchase (id, partner_id, customer_id, channel_id, path, price_minor, currency, occurred_at)
  select purchase_id, partner_id, customer_id, channel_id, 'api', price_minor::bigint, currency, occurred_at
  from item join granted using (purchase_id)
), repeated as (
  insert into audit (id, occurred_at, actor, action, subject, details)
  select audit_id, mine.occurred_at, 'partner:' || mine.partner_id, 'authorization.repeated',
    'customer:' || mine.customer_id, jsonb_build_object('channels', jsonb_agg(channel_id order by channel_id))
  from item join mine using (n) left join granted using (purchase_id)
  where granted.purchase_id is null
  group by n, audit_id, mine.occurred_at, mine.partner_id, mine.customer_id
)
select n, case
    when not is_listed then 'not-in-catalog'
    when not is_exact then 'price-too-fine'
    when is_first then 'authorized'
    else 'wait' end as outcome, person.id as customer_id, person.access_key
from verdict left join known using (n) left join mine using (n) left join person on person.id = mine.customer_id`

/**
 * Records many sales in one statement, each of them whole or not at all, and answers them in their order.
 * No two of them may share a partner's user id or e-mail address. Where it throws, none was kept or nobody knows.
 */
export async function insertSales(db: Database, sales: readonly Sale[], lockWaitMs = 100): Promise<FoldedOutcome[]> {
  const columns = [sales.map(saleColumns), sales.flatMap(productColumns)]
  const parameters = [...columns.map((each) => JSON.stringify(each)), String(lockWaitMs)]
  const query: CompiledQuery<FoldedRow> = CompiledQuery.raw(insertSalesText, parameters)
  const { rows } = await db.executeQuery(query)
  const rowOf = new Map(rows.map((row) => [row.n, row]))
  return sales.map((_sale, n) => {
    const row = rowOf.get(n)
    return row?.outcome === 'wait' ? { outcome: 'wait' } : readOutcome(row as SaleRow | undefined)
  })
}

function saleColumns(sale: Sale, n: number) {
  return {
    n,
    partner_id: sale.partnerId,
    partner_user_id: sale.partnerUserId,
    email: sale.email,
    email_match: sale.emailMatch,
    name: sale.name,
    surname: sale.surname,
    has_marketing_consent: sale.hasMarketingConsent,
    occurred_at: sale.occurredAt,
    customer_id: sale.customerId,
    access_key: `\\x${sale.accessKey.toString('hex')}`,
    audit_id: sale.auditId,
  }
}

function productColumns({ products }: Sale, n: number) {
  return products.map(({ channelId, price, purchaseId, activationId }) => ({
    n,
    channel_id: channelId,
    price,
    purchase_id: purchaseId,
    activation_id: activationId,
  }))
}
