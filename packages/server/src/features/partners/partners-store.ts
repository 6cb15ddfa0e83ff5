import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export type PartnerPath = 'api' | 'iframe'

export interface PartnerSummary {
  id: string
  name: string
  path: PartnerPath
  isOnline: boolean
  origins: string[]
  channels: number
  createdAt: Date
}

export async function insertPartner(
  db: Database,
  partner: { id: string; name: string; path: PartnerPath; createdAt: Date; origins: string[] },
): Promise<void> {
  await db
    .insertInto('partner')
    .values({ id: partner.id, name: partner.name, path: partner.path, created_at: partner.createdAt })
    .execute()
  await insertOrigins(db, { partnerId: partner.id, origins: partner.origins })
}

export async function insertOrigins(
  db: Database,
  { partnerId, origins }: { partnerId: string; origins: string[] },
): Promise<void> {
  if (origins.length === 0) return
  await db
    .insertInto('partner_origin')
    .values(origins.map((origin) => ({ partner_id: partnerId, origin })))
    .execute()
}

export async function deleteOrigins(db: Database, partnerId: string): Promise<void> {
  await db.deleteFrom('partner_origin').where('partner_id', '=', partnerId).execute()
}

export async function insertSecret(
  db: Database,
  secret: { id: string; partnerId: string; hash: Buffer; createdAt: Date },
): Promise<void> {
  await db
    .insertInto('partner_secret')
    .values({ id: secret.id, partner_id: secret.partnerId, hash: secret.hash, created_at: secret.createdAt })
    .execute()
}

/** Leaves a partner's newest live secret or key until `until` and ends the older ones now, so that at most two ever live. */
export async function updateSecretsToEnd(
  db: Database,
  table: 'partner_secret' | 'partner_identity_key',
  { partnerId, now, until }: { partnerId: string; now: Date; until: Date },
): Promise<void> {
  await sql`
    with live as (
      select id, row_number() over (order by created_at desc, id desc) as age
      from ${sql.table(table)} where partner_id = ${partnerId} and (expires_at is null or expires_at > ${now})
    )
    update ${sql.table(table)} as each set expires_at = least(each.expires_at, case when live.age = 1 then ${until}::timestamptz else ${now} end)
    from live where live.id = each.id`.execute(db)
}

/** The live secrets of a partner that may log in; none where the partner is unknown, off line or set up for the iframe path. */
export async function findLoginSecrets(
  db: Database,
  partnerId: string,
  now: Date,
): Promise<{ id: string; hash: Buffer }[]> {
  return db
    .selectFrom('partner_secret')
    .innerJoin('partner', 'partner.id', 'partner_secret.partner_id')
    .select(['partner_secret.id', 'partner_secret.hash'])
    .where('partner.id', '=', partnerId)
    .where('partner.is_online', '=', true)
    .where('partner.path', '=', 'api')
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('partner_secret.created_at', 'desc')
    .execute()
}

export async function updateSecretUsed(db: Database, secretId: string, now: Date): Promise<void> {
  await db.updateTable('partner_secret').set({ last_used_at: now }).where('id', '=', secretId).execute()
}

/** Whether a token made with this secret still counts: the partner on line, the secret not ended. */
export async function findStanding(db: Database, partnerId: string, secretId: string, now: Date): Promise<boolean> {
  const found = await db
    .selectFrom('partner_secret')
    .innerJoin('partner', 'partner.id', 'partner_secret.partner_id')
    .select('partner.id')
    .where('partner.id', '=', partnerId)
    .where('partner_secret.id', '=', secretId)
    .where('partner.is_online', '=', true)
    .where('partner.path', '=', 'api')
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .executeTakeFirst()
  return found !== undefined
}

export async function updatePartnerOnline(db: Database, partnerId: string, isOnline: boolean): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('partner')
    .set({ is_online: isOnline })
    .where('id', '=', partnerId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function findPartners(db: Database): Promise<PartnerSummary[]> {
  const { rows } = await sql<PartnerSummary>`
    select partner.id, partner.name, partner.path, partner.is_online as "isOnline", partner.created_at as "createdAt",
      coalesce((select array_agg(origin order by origin) from partner_origin where partner_id = partner.id), '{}') as origins,
      (select count(*) from catalog_entry where partner_id = partner.id and is_enabled) as channels
    from partner order by partner.created_at, partner.id`.execute(db)
  return rows
}

export async function findPartner(db: Database, partnerId: string): Promise<PartnerSummary | undefined> {
  return (await findPartners(db)).find(({ id }) => id === partnerId)
}

/** The origins on which a partner's pages may stand. */
export async function findOrigins(db: Database, partnerId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('partner_origin')
    .select('origin')
    .where('partner_id', '=', partnerId)
    .orderBy('origin')
    .execute()
  return rows.map(({ origin }) => origin)
}

export async function countOrigin(db: Database, origin: string): Promise<number> {
  const rows = await db
    .selectFrom('partner_origin')
    .select('partner_id')
    .where('origin', '=', origin)
    .limit(1)
    .execute()
  return rows.length
}
