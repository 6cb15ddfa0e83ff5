import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import { type Stretch, toMultirange } from './stretches.ts'

/** What a player reported last, and every stretch it reported since it was written down. */
export interface Report {
  sessionId: Buffer
  at: Date
  positionSeconds: number
  isLeaving: boolean
  /** Whether anything was played or sought: a lesson that was only opened is not begun. */
  isTouched: boolean
  watched: readonly Stretch[]
  playedSeconds?: number | undefined
  speed?: number | undefined
  rebuffers?: number | undefined
  rebufferSeconds?: number | undefined
  startupMs?: number | undefined
}

/**
 * Notes for every session that is not over where it is and how it plays, and for its customer where they are and what
 * they have watched. Rows are locked in one order, so that nodes never wait for each other in a ring.
 */
export async function upsertReports(db: Database, reports: readonly Report[]): Promise<void> {
  const rows = reports.map(({ sessionId, watched, ...report }) => ({
    ...report,
    id: sessionId.toString('hex'),
    watched: toMultirange(watched),
  }))
  await sql`
    with report as (
      select decode(id, 'hex') as session_id, * from json_to_recordset(${JSON.stringify(rows)}::text::json) as report (
        id text, at timestamptz, "positionSeconds" float8, "isLeaving" boolean, "isTouched" boolean, watched int4multirange,
        "playedSeconds" real, speed real, rebuffers int, "rebufferSeconds" real, "startupMs" int)
    ), held as (
      select id from playback_session
      where id in (select session_id from report) and ended_at is null
      order by id for no key update
    ), moved as (
      update playback_session session set position_seconds = "positionSeconds", reported_at = at,
        left_at = case when "isLeaving" then at end,
        played_seconds = greatest(played_seconds, "playedSeconds"), speed = coalesce(report.speed, session.speed),
        rebuffers = greatest(session.rebuffers, report.rebuffers),
        rebuffer_seconds = greatest(rebuffer_seconds, "rebufferSeconds"),
        startup_ms = coalesce(startup_ms, "startupMs")
      from report join held on held.id = report.session_id
      where session.id = report.session_id
      returning customer_id, video_id, "positionSeconds" as position, at, watched, "isTouched"
    )
    insert into watch_progress (customer_id, video_id, position_seconds, updated_at, watched)
    select customer_id, video_id, (array_agg(position order by at desc))[1], max(at), range_agg(watched)
    from moved where "isTouched" group by customer_id, video_id order by customer_id, video_id
    on conflict (customer_id, video_id) do update set
      position_seconds = excluded.position_seconds, updated_at = excluded.updated_at,
      watched = watch_progress.watched + excluded.watched`.execute(db)
}
