import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** off: who visits is believed. observe: believed, and counted. enforce: believed only when signed. */
export type IdentityMode = 'off' | 'observe' | 'enforce'

export type IdentityOutcome = 'signed' | 'unsigned' | 'invalid'

export interface IdentitySetting {
  path: 'api' | 'iframe'
  mode: IdentityMode
  keys: { id: string; createdAt: Date; expiresAt: Date | null; lastUsedAt: Date | null }[]
}

/** How a partner's visitors are recognised, with the keys that still count, newest first. */
export async function findIdentitySetting(
  db: Database,
  partnerId: string,
  now: Date,
): Promise<IdentitySetting | undefined> {
  const partner = await db
    .selectFrom('partner')
    .select(['path', 'identity_mode as mode'])
    .where('id', '=', partnerId)
    .executeTakeFirst()
  if (!partner) return undefined
  const keys = await db
    .selectFrom('partner_identity_key')
    .select(['id', 'created_at as createdAt', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])
    .where('partner_id', '=', partnerId)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return { ...(partner as Pick<IdentitySetting, 'path' | 'mode'>), keys }
}

export async function updateIdentityMode(db: Database, partnerId: string, mode: IdentityMode): Promise<void> {
  await db.updateTable('partner').set({ identity_mode: mode }).where('id', '=', partnerId).execute()
}

export async function insertIdentityKey(
  db: Database,
  key: { id: string; partnerId: string; sealedKey: Buffer; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('partner_identity_key')
    .values({ id: key.id, partner_id: key.partnerId, sealed_key: key.sealedKey, created_at: key.createdAt })
    .execute()
}

export async function updateIdentityKeysUsed(db: Database, keyIds: string[], now: Date): Promise<void> {
  await db.updateTable('partner_identity_key').set({ last_used_at: now }).where('id', 'in', keyIds).execute()
}

/** A day, in UTC, as the counts are kept under. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

export interface Observation {
  partnerId: string
  outcome: IdentityOutcome
  /** Origin and path of the page, at one of the partner's origins, or `elsewhere`. */
  page: string
  loads: number
}

/** Adds loads to a day's counts. Pages beyond the first `maxPages` of a partner and day are counted as `other`. */
export async function upsertObservations(
  db: Database,
  { day, observations, maxPages }: { day: string; observations: Observation[]; maxPages: number },
): Promise<void> {
  await sql`
    with seen as (
      select partner_id, outcome, page, loads from unnest(
        ${observations.map(({ partnerId }) => partnerId)}::text[],
        ${observations.map(({ outcome }) => outcome)}::text[],
        ${observations.map(({ page }) => page)}::text[],
        ${observations.map(({ loads }) => loads)}::bigint[]
      ) as seen (partner_id, outcome, page, loads)
    ), known as (
      select distinct partner_id, page from identity_observation
      where day = ${day}::date and partner_id in (select partner_id from seen)
    ), fresh as (
      select partner_id, page, row_number() over (partition by partner_id order by page) as place
      from (select partner_id, page from seen except select partner_id, page from known) as pages
    ), placed as (
      select seen.partner_id, seen.outcome, seen.loads,
        case when fresh.place + (select count(*) from known where known.partner_id = seen.partner_id) > ${maxPages}
          then 'other' else seen.page end as page
      from seen left join fresh on fresh.partner_id = seen.partner_id and fresh.page = seen.page
    )
    insert into identity_observation (partner_id, day, outcome, page, loads)
    select partner_id, ${day}::date, outcome, page, sum(loads) from placed group by partner_id, outcome, page
    -- in one order everywhere, so that two nodes never wait for each other
    order by partner_id, outcome, page
    on conflict (partner_id, day, outcome, page) do update set loads = identity_observation.loads + excluded.loads`.execute(
    db,
  )
}

export interface IdentityCount {
  page: string
  signed: number
  unsigned: number
  invalid: number
}

/** What was counted since a day, by page, the pages with most loads that were not signed first. */
export async function findIdentityCounts(db: Database, partnerId: string, since: string): Promise<IdentityCount[]> {
  const { rows } = await sql<IdentityCount>`
    select page,
      coalesce(sum(loads) filter (where outcome = 'signed'), 0)::bigint as signed,
      coalesce(sum(loads) filter (where outcome = 'unsigned'), 0)::bigint as unsigned,
      coalesce(sum(loads) filter (where outcome = 'invalid'), 0)::bigint as invalid
    from identity_observation where partner_id = ${partnerId} and day >= ${since}::date
    group by page
    order by sum(loads) filter (where outcome <> 'signed') desc nulls last, page`.execute(db)
  return rows
}

export async function deleteObservationsBefore(db: Database, day: string): Promise<void> {
  await sql`delete from identity_observation where day < ${day}::date`.execute(db)
}
