import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export interface Account {
  id: string
  name: string
  email: string
  isEmailVerified: boolean
  role: 'learner' | 'operator'
  locale: string | null
  hasSecondFactor: boolean
  createdAt: Date
}

const account = [
  'id',
  'name',
  'email',
  'is_email_verified as isEmailVerified',
  'role',
  'locale',
  'created_at as createdAt',
  sql<boolean>`coalesce(has_second_factor, false)`.as('hasSecondFactor'),
] as const

export async function findAccount(db: Database, accountId: string): Promise<Account | undefined> {
  return await db.selectFrom('account').select(account).where('id', '=', accountId).executeTakeFirst()
}

export async function findAccountId(db: Database, email: string): Promise<string | undefined> {
  const row = await db.selectFrom('account').select('id').where('email', '=', email).executeTakeFirst()
  return row?.id
}

export async function findOperators(db: Database): Promise<Account[]> {
  const rows = await db
    .selectFrom('account')
    .select(account)
    .where('role', '=', 'operator')
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({ ...row, role: 'operator' }))
}

export async function updateRole(db: Database, accountId: string, role: Account['role']): Promise<void> {
  await db.updateTable('account').set({ role }).where('id', '=', accountId).execute()
}

export async function confirmEmail(db: Database, accountId: string): Promise<void> {
  await db
    .updateTable('account')
    .set({ is_email_verified: true })
    .where('id', '=', accountId)
    .where('is_email_verified', '=', false)
    .execute()
}

export async function updateName(db: Database, accountId: string, name: string): Promise<void> {
  await db
    .updateTable('account')
    .set({ name, updated_at: sql<Date>`current_timestamp` })
    .where('id', '=', accountId)
    .execute()
}

export async function hasPassword(db: Database, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom('account_credential')
    .select('id')
    .where('account_id', '=', accountId)
    .where('provider', '=', 'credential')
    .where('password', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** A place an account is signed in at. */
export interface Session {
  id: string
  ipAddress: string | null
  userAgent: string | null
  createdAt: Date
  lastSeenAt: Date
}

/** Where an account is signed in, the lately used first. */
export async function findSessions(db: Database, accountId: string): Promise<Session[]> {
  return await db
    .selectFrom('account_session')
    .select([
      'id',
      'ip_address as ipAddress',
      'user_agent as userAgent',
      'created_at as createdAt',
      'updated_at as lastSeenAt',
    ])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', sql<Date>`current_timestamp`)
    .orderBy('updated_at', 'desc')
    .execute()
}

export async function touchSession(db: Database, sessionId: string): Promise<void> {
  await db
    .updateTable('account_session')
    .set({ updated_at: sql<Date>`current_timestamp` })
    .where('id', '=', sessionId)
    .execute()
}

export async function deleteSession(db: Database, accountId: string, sessionId: string): Promise<void> {
  await db.deleteFrom('account_session').where('account_id', '=', accountId).where('id', '=', sessionId).execute()
}

export async function deleteOtherSessions(db: Database, accountId: string, sessionId: string): Promise<void> {
  await db.deleteFrom('account_session').where('account_id', '=', accountId).where('id', '!=', sessionId).execute()
}

/** Deletes the account with all that hangs on it, unfinished business included. */
export async function eraseAccount(tx: Database, accountId: string): Promise<void> {
  await tx.deleteFrom('account_verification').where('value', '=', accountId).execute()
  await tx.deleteFrom('account').where('id', '=', accountId).execute()
}
