import type { PlaybackEndReason } from '@osteocom/contract'
import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** How many lessons a customer may watch at once. */
const watchedAtOnce = 2
/** Half as long again as players leave between reports when they wait. */
const maxSilenceMs = 90_000
/** A page that has not reported by then runs no scripts, and plays nothing. */
const openingMs = 5_000

/** What the token of a session begins with that a log-in opened; the log-in's id and the video follow. */
export const logInPrefix = 'log-in:'

/** Lets nobody else open a session for this customer until the transaction ends: who counts them must not be overtaken. */
export async function lockCustomer(tx: Database, customerId: string): Promise<void> {
  await tx.selectFrom('customer').select('id').where('id', '=', customerId).forNoKeyUpdate().execute()
}

/**
 * Opens a session for a token, ending the one it opened before: a reload plays on, a shared link takes the player away.
 * Undefined where no live claim covers the video any more, or it has nothing to play; not opened where the customer
 * watches as many as they may, unless it takes over, which ends the oldest.
 */
export async function insertSession(
  tx: Database,
  session: {
    id: Buffer
    tokenId: string
    customerId: string
    channelId: string
    videoId: string
    now: Date
    takesOver: boolean
    /** Where to go on, where the customer's own place is not the last one. */
    positionSeconds?: number
  },
): Promise<OpenedSession | undefined> {
  const { rows } = await sql<OpenedSession>`
    with superseded as (
      update playback_session set ended_at = ${session.now}, end_reason = 'superseded'
      where token_id = ${session.tokenId} and ended_at is null
      returning id
    ), live as (
      select id, row_number() over (order by created_at desc, id) as place from playback_session session
      where customer_id = ${session.customerId} and token_id <> ${session.tokenId} and ${isWatching(session.now)}
    ), allowed as (
      select video.title, asset.duration_seconds, asset.key_period_seconds,
        coalesce(${session.positionSeconds ?? null}::float8, progress.position_seconds, 0) as position_seconds,
        ${session.takesOver} or (select count(*) from live) < ${watchedAtOnce} as is_open
      from video
      join media_asset asset on asset.video_id = video.id
      left join watch_progress progress on progress.video_id = video.id and progress.customer_id = ${session.customerId}
      where video.id = ${session.videoId} and video.channel_id = ${session.channelId} and ${isActive(session)}
    ), taken_over as (
      update playback_session set ended_at = ${session.now}, end_reason = 'takenOver'
      where id in (select id from live where place >= ${watchedAtOnce}) and exists (select from allowed where is_open)
    ), opened as (
      insert into playback_session (id, token_id, customer_id, video_id, position_seconds, reported_at, created_at)
      select ${session.id}, ${session.tokenId}, ${session.customerId}, ${session.videoId}, position_seconds,
        ${session.now}, ${session.now}
      from allowed where is_open and (select count(*) from superseded) >= 0
    )
    select title as "videoTitle", position_seconds as "positionSeconds", duration_seconds as "durationSeconds",
      key_period_seconds as "keyPeriodSeconds", is_open as "isOpen"
    from allowed`.execute(tx)
  return rows[0]
}

/** Whether a session counts as watching now. */
function isWatching(now: Date) {
  return sql<boolean>`(session.ended_at is null and session.left_at is null
    and session.reported_at > ${new Date(now.getTime() - maxSilenceMs)}
    and (session.reported_at > session.created_at or session.created_at > ${new Date(now.getTime() - openingMs)})
    and ${isSignedIn()})`
}

/** Whether the log-in that a session was opened under, if one was, is not over: by the clock that log-ins are kept by. */
function isSignedIn() {
  return sql<boolean>`(session.token_id not like ${`${logInPrefix}%`} or exists (
    select from account_session
    where account_session.id = split_part(session.token_id, ':', 2) and account_session.expires_at > current_timestamp))`
}

export interface OpenedSession {
  videoTitle: string
  positionSeconds: number
  durationSeconds: number
  keyPeriodSeconds: number
  isOpen: boolean
}

function isActive({ customerId, channelId, now }: { customerId: string; channelId: string; now: Date }) {
  return sql`exists (
    select from activation where activation.customer_id = ${customerId} and activation.channel_id = ${channelId}
      and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${now}))`
}

export interface SessionState {
  customerId: string
  createdAt: Date
  positionSeconds: number
  reportedAt: Date
  endReason: PlaybackEndReason | null
  isActive: boolean
  isSignedIn: boolean
  /** Whether it counts among those that the customer watches at once. */
  isWatching: boolean
}

export async function findSession(db: Database, sessionId: Buffer, now: Date): Promise<SessionState | undefined> {
  const { rows } = await sql<SessionState>`
    select session.customer_id as "customerId", session.created_at as "createdAt",
      session.position_seconds as "positionSeconds", session.reported_at as "reportedAt",
      session.end_reason as "endReason", exists (
        select from activation
        where activation.customer_id = session.customer_id and activation.channel_id = video.channel_id
          and activation.ended_at is null and (activation.expires_at is null or activation.expires_at > ${now})
      ) as "isActive", ${isSignedIn()} as "isSignedIn", ${isWatching(now)} as "isWatching"
    from playback_session session join video on video.id = session.video_id
    where session.id = ${sessionId}`.execute(db)
  return rows[0]
}

export async function updateSessionEnded(
  db: Database,
  { sessionId, reason, now }: { sessionId: Buffer; reason: 'revoked'; now: Date },
): Promise<void> {
  await db
    .updateTable('playback_session')
    .set({ ended_at: now, end_reason: reason })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Counts a session as watching again, or ends it where as many others are watched as may; says whether it counts. */
export async function readmitSession(
  tx: Database,
  { sessionId, customerId, now }: { sessionId: Buffer; customerId: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ isWatching: boolean }>`
    with others as (
      select count(*) >= ${watchedAtOnce} as are_enough from playback_session session
      where customer_id = ${customerId} and id <> ${sessionId} and ${isWatching(now)}
    )
    update playback_session session set left_at = null, reported_at = ${now},
      ended_at = case when are_enough then ${now}::timestamptz end,
      end_reason = case when are_enough then 'takenOver' end
    from others where id = ${sessionId} and ended_at is null
    returning ended_at is null as "isWatching"`.execute(tx)
  return rows[0]?.isWatching ?? false
}
