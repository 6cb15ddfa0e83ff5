import type { Database } from '../../platform/database/open.ts'

export async function deleteSessionsExpiredBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('account_session').where('expires_at', '<', before).execute()
}

export async function deleteVerificationsExpiredBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('account_verification').where('expires_at', '<', before).execute()
}
