import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export interface AuthorRow {
  name: string
  image: string
}

/** How a channel or a video presents itself; pictures and trailers are storage paths below `public/`. */
export interface Presentation {
  title: string
  subtitle: string
  htmlDescription: string
  cover: string
  background: string
  trailer: string
}

export interface CatalogRow extends Presentation {
  id: string
  language: string
  priceMinor: number
  currency: string
  minorDigits: number
  authors: AuthorRow[]
  videos: CatalogVideoRow[]
}

export interface CatalogVideoRow extends Presentation {
  id: string
  durationSeconds: number
  /** The best rung: 1080 for 1920 × 1080, and for a picture as large that stands upright or is wider. */
  quality: number
  authors: AuthorRow[]
  audio: string[]
  captions: string[]
}

export async function findRevision(db: Database): Promise<number> {
  const row = await db.selectFrom('catalog_revision').select('revision').executeTakeFirstOrThrow()
  return Number(row.revision)
}

/** The channels agreed with a partner, with every video that can be played. */
export async function findCatalog(db: Database, partnerId: string): Promise<CatalogRow[]> {
  const { rows } = await sql<CatalogRow>`
    select channel.id, channel.language, channel.title, channel.subtitle, channel.html_description as "htmlDescription",
      channel.cover, channel.background, channel.trailer, entry.price_minor as "priceMinor", entry.currency,
      currency.minor_digits as "minorDigits",
      coalesce((
        select json_agg(json_build_object('name', author.name, 'image', author.image) order by position)
        from channel_author join author on author.id = author_id where channel_author.channel_id = channel.id
      ), '[]') as authors,
      coalesce((
        select json_agg(json_build_object(
          'id', video.id, 'title', video.title, 'subtitle', video.subtitle, 'htmlDescription', video.html_description,
          'cover', video.cover, 'background', video.background, 'trailer', video.trailer,
          'durationSeconds', asset.duration_seconds,
          'quality', (
            select coalesce(max(greatest(least(width, height), round(greatest(width, height) * 9 / 16.0))), 0)
            from rendition where asset_id = asset.id
          ),
          'audio', coalesce((select json_agg(language order by position) from audio_track where asset_id = asset.id), '[]'),
          'captions', coalesce((select json_agg(language order by position) from caption where asset_id = asset.id), '[]'),
          'authors', coalesce((
            select json_agg(json_build_object('name', author.name, 'image', author.image) order by video_author.position)
            from video_author join author on author.id = author_id where video_author.video_id = video.id
          ), '[]')
        ) order by video.position)
        from video join media_asset asset on asset.video_id = video.id where video.channel_id = channel.id
      ), '[]') as videos
    from catalog_entry entry
    join channel on channel.id = entry.channel_id
    join currency on currency.code = entry.currency
    where entry.partner_id = ${partnerId} and entry.is_enabled
    order by channel.created_at, channel.id`.execute(db)
  return rows
}

export interface ChannelSummary {
  id: string
  language: string
  title: string
  cover: string
  videos: number
  /** Of those, the ones that have something to play. */
  playable: number
  priceMinor: number
  currency: string
}

export async function findChannels(db: Database): Promise<ChannelSummary[]> {
  const { rows } = await sql<ChannelSummary>`
    select id, language, title, cover, price_minor as "priceMinor", currency,
      (select count(*) from video where video.channel_id = channel.id) as videos,
      (select count(*) from video join media_asset on video_id = video.id where video.channel_id = channel.id) as playable
    from channel order by created_at, id`.execute(db)
  return rows
}

export interface ChannelVideoSummary {
  id: string
  channelId: string
  title: string
}

export async function findVideos(db: Database): Promise<ChannelVideoSummary[]> {
  return db
    .selectFrom('video')
    .innerJoin('channel', 'channel.id', 'video.channel_id')
    .select(['video.id', 'video.channel_id as channelId', 'video.title'])
    .orderBy('channel.created_at')
    .orderBy('channel.id')
    .orderBy('video.position')
    .execute()
}

/** Agrees channels with a partner at the channels' own prices; what was agreed before keeps its price. */
export async function insertCatalogEntries(
  db: Database,
  { partnerId, channelIds, now }: { partnerId: string; channelIds: string[]; now: Date },
): Promise<void> {
  await sql`
    insert into catalog_entry (partner_id, channel_id, price_minor, currency, created_at)
    select ${partnerId}, id, price_minor, currency, ${now} from channel where id = any(${channelIds})
    on conflict (partner_id, channel_id) do nothing`.execute(db)
}

export interface NewAuthor {
  id: string
  name: string
  image: string
}

export async function upsertAuthor(db: Database, author: NewAuthor): Promise<void> {
  await db
    .insertInto('author')
    .values(author)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name: author.name, image: author.image }))
    .execute()
}

export interface ChannelRow extends Presentation {
  id: string
  language: string
  priceMinor: number
  currency: string
  authorIds: string[]
  createdAt: Date
}

export async function upsertChannel(db: Database, channel: ChannelRow): Promise<void> {
  const columns = {
    language: channel.language,
    ...presentationColumns(channel),
    price_minor: channel.priceMinor,
    currency: channel.currency,
  }
  await db
    .insertInto('channel')
    .values({ id: channel.id, ...columns, created_at: channel.createdAt })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
  await db.deleteFrom('channel_author').where('channel_id', '=', channel.id).execute()
  if (channel.authorIds.length === 0) return
  await db
    .insertInto('channel_author')
    .values(channel.authorIds.map((author_id, position) => ({ channel_id: channel.id, author_id, position })))
    .execute()
}

export interface NewVideo extends Presentation {
  id: string
  channelId: string
  position: number
  authorIds: string[]
  createdAt: Date
}

export async function upsertVideo(db: Database, video: NewVideo): Promise<void> {
  const columns = { channel_id: video.channelId, position: video.position, ...presentationColumns(video) }
  await db
    .insertInto('video')
    .values({ id: video.id, ...columns, created_at: video.createdAt })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute()
  await db.deleteFrom('video_author').where('video_id', '=', video.id).execute()
  if (video.authorIds.length === 0) return
  await db
    .insertInto('video_author')
    .values(video.authorIds.map((author_id, position) => ({ video_id: video.id, author_id, position })))
    .execute()
}

function presentationColumns({ title, subtitle, htmlDescription, cover, background, trailer }: Presentation) {
  return { title, subtitle, html_description: htmlDescription, cover, background, trailer }
}
