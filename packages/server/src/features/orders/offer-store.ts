import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** A course as a partner sells it, read live. */
export interface Offer {
  channelId: string
  title: string
  subtitle: string
  /** A storage path below `public/`. */
  cover: string
  language: string
  authors: string[]
  lessons: number
  durationSeconds: number
  /** In minor units, tax included. */
  priceMinor: number
  currency: string
  partnerName: string
}

/** What the partner sells of this channel; undefined where it is no longer for sale or the partner is off line. */
export async function findOfferOf(
  db: Database,
  { partnerId, channelId }: { partnerId: string; channelId: string },
): Promise<Offer | undefined> {
  const { rows } = await sql<Offer>`
    select channel.id as "channelId", channel.title, channel.subtitle, channel.cover, channel.language,
      entry.price_minor as "priceMinor", entry.currency, partner.name as "partnerName",
      coalesce((
        select json_agg(author.name order by position)
        from channel_author join author on author.id = author_id where channel_author.channel_id = channel.id
      ), '[]') as authors,
      playable.lessons, playable.seconds as "durationSeconds"
    from catalog_entry entry
    join partner on partner.id = entry.partner_id and partner.is_online and partner.path = 'iframe'
    join channel on channel.id = entry.channel_id
    cross join lateral (
      select count(*) as lessons, coalesce(sum(asset.duration_seconds), 0) as seconds
      from video join media_asset asset on asset.video_id = video.id where video.channel_id = channel.id) playable
    where entry.partner_id = ${partnerId} and entry.channel_id = ${channelId} and entry.is_enabled`.execute(db)
  return rows[0]
}
