import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'
import type { PackagingState, PackagingSummary } from './packaging.ts'

export interface NewPackaging {
  id: string
  videoId: string
  assetId: string
  sealedSecret: Buffer
  sourcePath: string
  isSourceStored: boolean
  audioLanguages: readonly string[]
  ladder: readonly number[]
  priority: number
  createdAt: Date
}

export interface Packaging extends NewPackaging {
  state: PackagingState
  /** How often it was taken up, this time included, since something of it was last finished. */
  tries: number
  /** What its parts were found to want beside the source, where that did not fit. */
  wantsBytes: number | null
  /** The language of the channel: what a sound track speaks that does not say. */
  channelLanguage: string
}

/** The right of one worker to go on with a packaging, for as long as it says so. */
export interface Hold {
  packagingId: string
  holder: string
}

export async function insertPackaging(tx: Database, packaging: NewPackaging): Promise<void> {
  await tx
    .insertInto('packaging')
    .values({
      id: packaging.id,
      video_id: packaging.videoId,
      asset_id: packaging.assetId,
      sealed_secret: packaging.sealedSecret,
      source_path: packaging.sourcePath,
      is_source_stored: packaging.isSourceStored,
      audio_languages: sql`${JSON.stringify(packaging.audioLanguages)}::text::jsonb`,
      ladder: sql`${JSON.stringify(packaging.ladder)}::text::jsonb`,
      priority: packaging.priority,
      created_at: packaging.createdAt,
    })
    .execute()
}

/** Whether there is such a video; nobody else starts packaging it until the transaction ends. */
export async function lockVideo(tx: Database, videoId: string): Promise<boolean> {
  const { rows } = await sql`select from video where id = ${videoId} for no key update`.execute(tx)
  return rows.length > 0
}

/**
 * Takes a packaging for `holder`, for a while: undefined where it is finished, another holds it, or the machine has as
 * many as it may. A holder that was killed loses it when its while is over.
 */
export async function holdPackaging(
  tx: Database,
  { packagingId, holder, host, atOnce, now, until }: Hold & { host: string; atOnce: number; now: Date; until: Date },
): Promise<Packaging | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended('packaging:' || ${host}, 0))`.execute(tx)
  const { rows } = await sql<Packaging>`
    update packaging set state = 'running', problem = null, holder = ${holder}, holder_host = ${host}, held_until = ${until},
      tries = tries + 1, not_before = null, started_at = coalesce(packaging.started_at, ${now})
    from video join channel on channel.id = video.channel_id
    where packaging.id = ${packagingId} and packaging.state in ('waiting', 'running') and video.id = packaging.video_id
      and (packaging.held_until is null or packaging.held_until <= ${now})
      and (select count(*) from packaging other where other.holder_host = ${host} and other.held_until > ${now}) < ${atOnce}
    returning packaging.id, packaging.video_id as "videoId", packaging.asset_id as "assetId", packaging.state,
      packaging.sealed_secret as "sealedSecret", packaging.source_path as "sourcePath",
      packaging.is_source_stored as "isSourceStored", packaging.audio_languages as "audioLanguages", packaging.ladder,
      packaging.priority, packaging.tries, packaging.wants_bytes as "wantsBytes", packaging.created_at as "createdAt", channel.language as "channelLanguage"`.execute(
    tx,
  )
  return rows[0]
}

/** Holds it for longer; false where it was cancelled, or another took it. */
export async function keepHold(db: Database, hold: Hold, until: Date): Promise<boolean> {
  const { rows } = await sql`
    update packaging set held_until = ${until}
    where id = ${hold.packagingId} and holder = ${hold.holder} and state = 'running' returning id`.execute(db)
  return rows.length > 0
}

/** Gives it back to be gone on with, not before `notBefore`, saying what is in the way. */
export async function putBack(
  db: Database,
  hold: Hold,
  {
    problem,
    notBefore,
    tries,
    wantsBytes,
  }: { problem: string | null; notBefore: Date | null; tries: number; wantsBytes?: number | undefined },
): Promise<void> {
  await sql`
    update packaging set holder = null, holder_host = null, held_until = null, state = 'waiting', problem = ${problem},
      not_before = ${notBefore}, tries = ${tries}, wants_bytes = coalesce(${wantsBytes ?? null}::bigint, wants_bytes)
    where id = ${hold.packagingId} and holder = ${hold.holder} and state = 'running'`.execute(db)
}

/** Ends it; false where it was no longer the holder's. */
export async function endPackaging(
  tx: Database,
  hold: Hold,
  { state, problem, now }: { state: PackagingState; problem: string | null; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update packaging set holder = null, holder_host = null, held_until = null, state = ${state}, problem = ${problem},
      finished_at = ${now}
    where id = ${hold.packagingId} and holder = ${hold.holder} and state = 'running' returning id`.execute(tx)
  return rows.length > 0
}

/** Lets go of what was cancelled under its worker's hands. */
export async function dropHold(db: Database, hold: Hold): Promise<void> {
  await sql`
    update packaging set holder = null, holder_host = null, held_until = null
    where id = ${hold.packagingId} and holder = ${hold.holder}`.execute(db)
}

/** Lets one that failed be gone on with; its priority, or nothing where it did not fail. */
export async function reviveFailed(tx: Database, packagingId: string): Promise<{ priority: number } | undefined> {
  const { rows } = await sql<{ priority: number }>`
    update packaging set state = 'waiting', finished_at = null, tries = 0, not_before = null
    where id = ${packagingId} and state = 'failed' returning priority`.execute(tx)
  return rows[0]
}

export interface EndedPackaging {
  id: string
  assetId: string
  heldUntil: Date | null
}

/** Cancels what is unfinished or failed, of one packaging or of a video. */
export async function cancelUnfinished(
  tx: Database,
  { by, now }: { by: { packagingId: string } | { videoId: string }; now: Date },
): Promise<EndedPackaging[]> {
  const which = 'packagingId' in by ? sql`id = ${by.packagingId}` : sql`video_id = ${by.videoId}`
  const { rows } = await sql<EndedPackaging>`
    update packaging set state = 'cancelled', finished_at = ${now}
    where ${which} and state in ('waiting', 'running', 'failed')
    returning id, asset_id as "assetId", held_until as "heldUntil"`.execute(tx)
  return rows
}

/** The assets a video ever had made, and where in storage their sources lie. */
export async function deletePackagings(
  tx: Database,
  videoId: string,
): Promise<{ assetId: string; heldUntil: Date | null; storedSource: string | null }[]> {
  const { rows } = await sql<{ assetId: string; heldUntil: Date | null; storedSource: string | null }>`
    delete from packaging where video_id = ${videoId}
    returning asset_id as "assetId", held_until as "heldUntil",
      case when is_source_stored then source_path end as "storedSource"`.execute(tx)
  return rows
}

/** The most urgent packaging that nobody works on although it could be gone on with. */
export async function findIdlePackaging(
  db: Database,
  now: Date,
): Promise<{ id: string; priority: number } | undefined> {
  const { rows } = await sql<{ id: string; priority: number }>`
    select id, priority from packaging
    where state in ('waiting', 'running') and (held_until is null or held_until <= ${now})
      and (not_before is null or not_before <= ${now})
    order by priority desc, created_at limit 1`.execute(db)
  return rows[0]
}

/** The last source of each video that is not being packaged, with what was said about its sound. */
export async function findSources(
  db: Database,
): Promise<
  { videoId: string; sourcePath: string; isSourceStored: boolean; audioLanguages: string[]; assetId: string }[]
> {
  const { rows } = await sql<{
    videoId: string
    sourcePath: string
    isSourceStored: boolean
    audioLanguages: string[]
    assetId: string
  }>`
    select distinct on (video_id) video_id as "videoId", source_path as "sourcePath",
      is_source_stored as "isSourceStored", audio_languages as "audioLanguages", asset_id as "assetId"
    from packaging where state = 'done' and not exists (
      select from packaging other where other.video_id = packaging.video_id and other.state in ('waiting', 'running'))
    order by video_id, created_at desc`.execute(db)
  return rows
}

/** The source in storage of a packaging that ended, where none that may still be gone on with came of it. */
export async function findUselessSource(db: Database, packagingId: string): Promise<string | undefined> {
  const { rows } = await sql<{ path: string }>`
    select source_path as path from packaging ended
    where id = ${packagingId} and is_source_stored and not exists (
      select from packaging other where other.source_path = ended.source_path
        and other.state not in ('cancelled', 'refused'))`.execute(db)
  return rows[0]?.path
}

/** Sources in storage of a video's earlier packagings that none of its later ones uses. */
export async function findSpentSources(db: Database, packagingId: string): Promise<string[]> {
  const { rows } = await sql<{ path: string }>`
    select distinct old.source_path as path from packaging old join packaging on packaging.video_id = old.video_id
    where packaging.id = ${packagingId} and old.is_source_stored and old.created_at < packaging.created_at
      and old.source_path <> packaging.source_path
      and not exists (
        select from packaging later where later.video_id = old.video_id and later.source_path = old.source_path
          and later.created_at >= packaging.created_at)`.execute(db)
  return rows.map(({ path }) => path)
}

export async function findHolds(db: Database, { host, now }: { host: string; now: Date }): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from packaging where holder_host = ${host} and held_until > ${now}`.execute(db)
  return rows.map(({ id }) => id)
}

export async function findSummaries(
  db: Database,
  of: {
    id?: string | undefined
    videoId?: string | undefined
    state?: PackagingState | undefined
    limit: number
    now: Date
  },
): Promise<PackagingSummary[]> {
  const { rows } = await sql<PackagingSummary>`
    select packaging.id, video_id as "videoId", state, problem, priority, created_at as "createdAt",
      started_at as "startedAt", finished_at as "finishedAt", not_before as "retryAt",
      case when state = 'waiting' and coalesce(not_before <= ${of.now}, true) then (
        select count(*) from packaging other
        where other.state = 'waiting' and coalesce(other.not_before <= ${of.now}, true)
          and (other.priority, packaging.created_at, packaging.id) >= (packaging.priority, other.created_at, other.id)
      ) end as "queuePlace",
      exists (select from media_asset where media_asset.id = packaging.asset_id) as "isWatchable",
      case when state = 'done' then 1 else coalesce(
        (select sum(weight * progress) / nullif(sum(weight), 0) from packaging_part where packaging_id = packaging.id), 0
      ) end as progress,
      coalesce((
        select json_agg(json_build_object('name', name, 'kind', kind, 'progress', progress, 'isDone', is_done,
          'tookSeconds', extract(epoch from coalesce(part.finished_at, ${of.now}) - part.started_at)) order by position) from packaging_part part where packaging_id = packaging.id), '[]') as parts
    from packaging
    where (${of.id ?? null}::text is null or packaging.id = ${of.id ?? null})
      and (${of.videoId ?? null}::text is null or video_id = ${of.videoId ?? null})
      and (${of.state ?? null}::text is null or state = ${of.state ?? null})
    order by created_at desc, packaging.id desc limit ${of.limit}`.execute(db)
  return rows
}
