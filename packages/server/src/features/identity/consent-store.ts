import type { Database } from '../../platform/database/open.ts'
import type { Consent } from './consent.ts'

export async function insertConsent(db: Database, consent: Consent & { id: string; accountId: string }): Promise<void> {
  await db
    .insertInto('consent')
    .values({
      id: consent.id,
      account_id: consent.accountId,
      kind: consent.kind,
      is_given: consent.isGiven,
      text_version: consent.textVersion,
      given_at: consent.givenAt,
      occurred_at: consent.occurredAt,
    })
    .execute()
}

/** What an account agreed to and what it took back, newest first. */
export async function findConsents(db: Database, accountId: string): Promise<Consent[]> {
  const rows = await db
    .selectFrom('consent')
    .select(['kind', 'is_given', 'text_version', 'given_at', 'occurred_at'])
    .where('account_id', '=', accountId)
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    isGiven: row.is_given,
    textVersion: row.text_version,
    givenAt: row.given_at,
    occurredAt: row.occurred_at,
  }))
}
