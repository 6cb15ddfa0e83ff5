import type { Database } from '../../platform/database/open.ts'

export async function deleteSessionsExpiredBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('account_session').where('expires_at', '<', before).execute()
}

export async function deleteVerificationsExpiredBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('account_verification').where('expires_at', '<', before).execute()
}

/** Sign-ups that were never confirmed. Nobody could ever log in to them, so nothing hangs on them. */
export async function deleteUnconfirmedBefore(db: Database, before: Date): Promise<void> {
  await db
    .deleteFrom('account')
    .where('is_email_verified', '=', false)
    .where('role', '=', 'learner')
    .where('created_at', '<', before)
    .execute()
}
