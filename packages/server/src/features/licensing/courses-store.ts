import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export interface CourseRow {
  channelId: string
  language: string
  title: string
  subtitle: string
  htmlDescription: string
  cover: string
  background: string
  authors: { name: string; image: string }[]
  partnerName: string
  source: 'purchase' | 'grant'
  since: Date
  expiresAt: Date | null
  endedAt: Date | null
  endReason: 'revoked' | 'refunded' | 'disputed' | 'expired' | null
  lessons: LessonRow[]
}

export interface LessonRow {
  videoId: string
  title: string
  subtitle: string
  cover: string
  durationSeconds: number
  /** Where it was left, how much of it was ever watched, and when: zeros and null where it was not begun. */
  positionSeconds: number
  watchedSeconds: number
  /** Text: it comes out of JSON. */
  watchedAt: string | null
}

/**
 * The channels that any customer of this account has or had a right to, one row each: under the newest live right, else
 * under the one that ended last. What was watched counts whichever partner it was watched through.
 */
export async function findCourseRows(
  db: Database,
  { accountId, channelId, now }: { accountId: string; channelId: string | undefined; now: Date },
): Promise<CourseRow[]> {
  const { rows } = await sql<CourseRow>`
    with own as (
      select customer.id, partner.name from customer join partner on partner.id = partner_id
      where account_id = ${accountId}
    ), held as (
      select activation.*, own.name as partner_name, coalesce(ended_at, expires_at) as over_at,
        ended_at is null and (expires_at is null or expires_at > ${now}) as is_live
      from activation join own on own.id = activation.customer_id
      where ${channelId ?? null}::text is null or activation.channel_id = ${channelId ?? null}
    ), best as (
      select distinct on (channel_id) * from held
      -- a live right lasts longer than any that is over
      order by channel_id, over_at desc nulls first, created_at desc, id
    )
    select channel.id as "channelId", channel.language, channel.title, channel.subtitle,
      channel.html_description as "htmlDescription", channel.cover, channel.background,
      coalesce((
        select json_agg(json_build_object('name', author.name, 'image', author.image) order by position)
        from channel_author join author on author.id = author_id where channel_author.channel_id = channel.id
      ), '[]') as authors,
      best.partner_name as "partnerName", best.source, best.created_at as since, best.expires_at as "expiresAt",
      case when not is_live then over_at end as "endedAt",
      case when not is_live then coalesce(best.end_reason, 'expired') end as "endReason",
      coalesce((
        select json_agg(json_build_object(
          'videoId', video.id, 'title', video.title, 'subtitle', video.subtitle, 'cover', video.cover,
          'durationSeconds', asset.duration_seconds, 'positionSeconds', coalesce(watched.position, 0),
          'watchedSeconds', coalesce((select sum(upper(part) - lower(part)) from unnest(watched.parts) part), 0),
          'watchedAt', watched.at
        ) order by video.position)
        from video join media_asset asset on asset.video_id = video.id
        cross join lateral (
          select (array_agg(position_seconds order by updated_at desc))[1] as position,
            range_agg(watched) * int4multirange(int4range(0, ceil(asset.duration_seconds)::int)) as parts,
            max(updated_at) as at
          from watch_progress where video_id = video.id and customer_id in (select id from own)
        ) watched
        where video.channel_id = channel.id
      ), '[]') as lessons
    from best join channel on channel.id = best.channel_id
    order by best.created_at desc, channel.id`.execute(db)
  return rows
}

/** The account's customer who may watch this video, and where it was left by whichever customer watched it last. */
export async function findLearnerRight(
  db: Database,
  { accountId, channelId, videoId, now }: { accountId: string; channelId: string; videoId: string; now: Date },
): Promise<{ customerId: string; partnerId: string; positionSeconds: number } | undefined> {
  const { rows } = await sql<{ customerId: string; partnerId: string; positionSeconds: number }>`
    select customer.id as "customerId", customer.partner_id as "partnerId", coalesce((
        select position_seconds from watch_progress
        where video_id = ${videoId} and customer_id in (select id from customer where account_id = ${accountId})
        order by updated_at desc limit 1
      ), 0) as "positionSeconds"
    from customer join activation on activation.customer_id = customer.id
    where customer.account_id = ${accountId} and activation.channel_id = ${channelId}
      and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${now})
    order by activation.expires_at desc nulls first, activation.created_at desc, activation.id limit 1`.execute(db)
  return rows[0]
}
