import { CompiledQuery } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** Everything that decides what a card shows; what is not there is null. */
export interface ProductStatusRow {
  partnerId: string | null
  path: 'api' | 'iframe' | null
  isOnline: boolean | null
  identityMode: 'off' | 'observe' | 'enforce' | null
  identityKeys: { id: string; sealed: string }[]
  origins: string[]
  channelId: string | null
  title: string
  subtitle: string
  cover: string
  language: string
  priceMinor: number | null
  currency: string
  minorDigits: number
  authors: { name: string; image: string }[]
  lessons: number
  durationSeconds: number
  isOwned: boolean
}

// Text, not a template: this is the statement every card waits for, and composing it costs as much as running it.
// It does the same whatever is missing, so that the time it takes tells nothing.
const findProductStatusText = `
select partner.id as "partnerId", partner.path, partner.is_online as "isOnline",
  partner.identity_mode as "identityMode",
  case when partner.identity_mode <> 'off' then coalesce((
    select json_agg(json_build_object('id', id, 'sealed', encode(sealed_key, 'base64')) order by created_at desc)
    from partner_identity_key
    where partner_id = partner.id and (expires_at is null or expires_at > $4::timestamptz)
  ), '[]') else '[]' end as "identityKeys",
  array(select origin from partner_origin where partner_id = partner.id order by origin) as origins,
  channel.id as "channelId", channel.title, channel.subtitle, channel.cover, channel.language,
  entry.price_minor as "priceMinor", entry.currency, currency.minor_digits as "minorDigits",
  coalesce((
    select json_agg(json_build_object('name', author.name, 'image', author.image) order by position)
    from channel_author join author on author.id = author_id where channel_author.channel_id = channel.id
  ), '[]') as authors,
  shown.lessons, shown.seconds as "durationSeconds",
  exists (
    select from customer_user_id known
    join activation on activation.customer_id = known.customer_id and activation.channel_id = $2
    where known.partner_id = $1 and known.partner_user_id = $3
      and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > $4::timestamptz)
    -- offset 0 keeps the planner on the customer's own few rows: without statistics it would read everyone's.
    offset 0
  ) as "isOwned"
from (values (1)) as always
left join partner on partner.id = $1
left join channel on channel.id = $2
left join catalog_entry entry
  on entry.partner_id = partner.id and entry.channel_id = channel.id and entry.is_enabled
left join currency on currency.code = entry.currency
left join lateral (
  select count(*) as lessons, coalesce(sum(asset.duration_seconds), 0) as seconds
  from video join media_asset asset on asset.video_id = video.id where video.channel_id = channel.id
) shown on true`

/** Reads what decides a card in one statement; always a row, also where nothing of it exists. */
export async function findProductStatus(
  db: Database,
  asked: { clientId: string; productId: string; partnerUserId: string; now: Date },
): Promise<ProductStatusRow> {
  const { clientId, productId, partnerUserId, now } = asked
  const parameters = [clientId, productId, partnerUserId, now]
  const { rows } = await db.executeQuery<ProductStatusRow>(CompiledQuery.raw(findProductStatusText, parameters))
  const [row] = rows
  if (!row) throw new Error('a reading of a product returns its row')
  return row
}
