import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import type { ChannelRow, NewAuthor, Presentation } from './catalog-store.ts'

export interface VideoRow extends Presentation {
  id: string
  channelId: string
  position: number
  authorIds: string[]
  createdAt: Date
  /** Of what it plays; null while it plays nothing. */
  durationSeconds: number | null
}

const presentation = sql`title, subtitle, html_description as "htmlDescription", cover, background, trailer`

/** A channel as it is written; with `forUpdate`, nobody else changes it or its order until this transaction ends. */
export async function findChannel(
  db: Database,
  id: string,
  { forUpdate = false } = {},
): Promise<ChannelRow | undefined> {
  const { rows } = await sql<ChannelRow>`
    select id, language, ${presentation}, price_minor as "priceMinor", currency, created_at as "createdAt",
      array(select author_id from channel_author where channel_id = channel.id order by position) as "authorIds"
    from channel where id = ${id} ${forUpdate ? sql`for update` : sql``}`.execute(db)
  return rows[0]
}

/** The videos of a channel in their order, or one. */
export async function findVideoRows(db: Database, of: { channelId: string } | { id: string }): Promise<VideoRow[]> {
  const { rows } = await sql<VideoRow>`
    select video.id, channel_id as "channelId", position, ${presentation}, video.created_at as "createdAt",
      array(select author_id from video_author where video_id = video.id order by video_author.position) as "authorIds",
      (select duration_seconds from media_asset where video_id = video.id) as "durationSeconds"
    from video where ${'id' in of ? sql`video.id = ${of.id}` : sql`channel_id = ${of.channelId}`}
    order by position`.execute(db)
  return rows
}

/** Puts the videos of a channel into this order. */
export async function updateOrder(
  tx: Database,
  { channelId, videoIds }: { channelId: string; videoIds: readonly string[] },
): Promise<void> {
  await sql`
    update video set position = place.ordinality - 1
    from unnest(${[...videoIds]}::text[]) with ordinality as place (id, ordinality)
    where video.id = place.id and video.channel_id = ${channelId}`.execute(tx)
}

export async function deleteVideo(tx: Database, id: string): Promise<void> {
  await tx.deleteFrom('video').where('id', '=', id).execute()
}

export async function findAuthors(db: Database): Promise<NewAuthor[]> {
  return await db.selectFrom('author').select(['id', 'name', 'image']).orderBy('name').orderBy('id').execute()
}

export async function findCurrencies(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('currency').select('code').orderBy('code').execute()
  return rows.map(({ code }) => code)
}
