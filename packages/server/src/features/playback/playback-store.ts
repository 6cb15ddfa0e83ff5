import type { PlaybackEndReason } from '@osteocom/contract'
import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/**
 * Opens a session for a token, ending the one it opened before: a reload plays on, a shared link takes the player away.
 * Undefined where no live claim covers the video any more, or it has nothing to play.
 */
export async function insertSession(
  db: Database,
  session: {
    id: Buffer
    tokenId: string
    customerId: string
    channelId: string
    videoId: string
    now: Date
    /** Where to go on, where the customer's own place is not the last one. */
    positionSeconds?: number
  },
): Promise<{ videoTitle: string; positionSeconds: number; durationSeconds: number } | undefined> {
  const { rows } = await sql<{ videoTitle: string; positionSeconds: number; durationSeconds: number }>`
    with superseded as (
      update playback_session set ended_at = ${session.now}, end_reason = 'superseded'
      where token_id = ${session.tokenId} and ended_at is null
      returning id
    ), allowed as (
      select video.title, asset.duration_seconds,
        coalesce(${session.positionSeconds ?? null}::float8, progress.position_seconds, 0) as position_seconds
      from video
      join media_asset asset on asset.video_id = video.id
      left join watch_progress progress on progress.video_id = video.id and progress.customer_id = ${session.customerId}
      where video.id = ${session.videoId} and video.channel_id = ${session.channelId} and ${isActive(session)}
    ), opened as (
      insert into playback_session (id, token_id, customer_id, video_id, position_seconds, reported_at, created_at)
      select ${session.id}, ${session.tokenId}, ${session.customerId}, ${session.videoId}, position_seconds,
        ${session.now}, ${session.now}
      from allowed where (select count(*) from superseded) >= 0
    )
    select title as "videoTitle", position_seconds as "positionSeconds", duration_seconds as "durationSeconds"
    from allowed`.execute(db)
  return rows[0]
}

function isActive({ customerId, channelId, now }: { customerId: string; channelId: string; now: Date }) {
  return sql`exists (
    select from activation where activation.customer_id = ${customerId} and activation.channel_id = ${channelId}
      and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${now}))`
}

export interface SessionState {
  positionSeconds: number
  reportedAt: Date
  endReason: PlaybackEndReason | null
  isActive: boolean
}

export async function findSession(db: Database, sessionId: Buffer, now: Date): Promise<SessionState | undefined> {
  const { rows } = await sql<SessionState>`
    select session.position_seconds as "positionSeconds", session.reported_at as "reportedAt",
      session.end_reason as "endReason", exists (
        select from activation
        where activation.customer_id = session.customer_id and activation.channel_id = video.channel_id
          and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${now})
      ) as "isActive"
    from playback_session session join video on video.id = session.video_id
    where session.id = ${sessionId}`.execute(db)
  return rows[0]
}

/** Notes where a live session is and how far its customer got; false where it is not live. */
export async function updatePosition(
  db: Database,
  { sessionId, positionSeconds, now }: { sessionId: Buffer; positionSeconds: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    with moved as (
      update playback_session set position_seconds = ${positionSeconds}, reported_at = ${now}
      where id = ${sessionId} and ended_at is null
      returning customer_id, video_id
    )
    insert into watch_progress (customer_id, video_id, position_seconds, furthest_seconds, updated_at)
    select customer_id, video_id, ${positionSeconds}, ${positionSeconds}, ${now} from moved
    on conflict (customer_id, video_id) do update
      set position_seconds = excluded.position_seconds, updated_at = excluded.updated_at,
        furthest_seconds = greatest(watch_progress.furthest_seconds, excluded.furthest_seconds)
    returning customer_id`.execute(db)
  return rows.length > 0
}

export async function updateSessionEnded(
  db: Database,
  { sessionId, reason, now }: { sessionId: Buffer; reason: PlaybackEndReason; now: Date },
): Promise<void> {
  await db
    .updateTable('playback_session')
    .set({ ended_at: now, end_reason: reason })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}
