import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

/** Who the account is to partners, and what each of those customers bought, may watch and watched. */
export async function findCustomersOf(db: Database, accountId: string): Promise<object[]> {
  const { rows } = await sql<object>`
    select partner.name as partner, partner.path, customer.email, customer.name, customer.surname,
      customer.has_marketing_consent as "hasMarketingConsent", customer.marketing_consent_at as "marketingConsentAt",
      customer.created_at as "createdAt",
      (select coalesce(json_agg(known.partner_user_id), '[]') from customer_user_id known
        where known.customer_id = customer.id) as "partnerUserIds",
      (select coalesce(json_agg(json_build_object('course', channel.title, 'priceMinor', bought.price_minor,
          'currency', bought.currency, 'path', bought.path, 'occurredAt', bought.occurred_at,
          'providerReference', bought.provider_reference) order by bought.occurred_at), '[]')
        from purchase bought join channel on channel.id = bought.channel_id
        where bought.customer_id = customer.id) as purchases,
      (select coalesce(json_agg(json_build_object('course', channel.title, 'source', held.source,
          'createdAt', held.created_at, 'expiresAt', held.expires_at, 'endedAt', held.ended_at,
          'endReason', held.end_reason) order by held.created_at), '[]')
        from activation held join channel on channel.id = held.channel_id
        where held.customer_id = customer.id) as rights,
      (select coalesce(json_agg(json_build_object('lesson', video.title, 'positionSeconds', seen.position_seconds,
          'watched', seen.watched::text, 'updatedAt', seen.updated_at) order by seen.updated_at), '[]')
        from watch_progress seen join video on video.id = seen.video_id
        where seen.customer_id = customer.id) as progress,
      (select coalesce(json_agg(json_build_object('lesson', video.title, 'positionSeconds', played.position_seconds,
          'playedSeconds', played.played_seconds, 'speed', played.speed, 'rebuffers', played.rebuffers,
          'rebufferSeconds', played.rebuffer_seconds, 'startupMs', played.startup_ms, 'leftAt', played.left_at,
          'createdAt', played.created_at, 'reportedAt', played.reported_at, 'endedAt', played.ended_at,
          'endReason', played.end_reason) order by played.created_at), '[]')
        from playback_session played join video on video.id = played.video_id
        where played.customer_id = customer.id) as playback
    from customer join partner on partner.id = customer.partner_id
    where customer.account_id = ${accountId}
    order by customer.created_at`.execute(db)
  return rows
}

/** Which letters went to the account, and when; their words are kept sealed and for a month at most. */
export async function findLettersOf(db: Database, accountId: string): Promise<object[]> {
  return await db
    .selectFrom('mail')
    .select(['kind', 'state', 'created_at as createdAt', 'sent_at as sentAt'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute()
}

/** The log's lines that name the account. */
export async function findAuditOf(db: Database, accountId: string): Promise<object[]> {
  const named = `account:${accountId}`
  return await db
    .selectFrom('audit')
    .select(['occurred_at as occurredAt', 'actor', 'action', 'subject', 'details'])
    .where((either) => either.or([either('subject', '=', named), either('actor', '=', named)]))
    .orderBy('occurred_at')
    .execute()
}
