import type { Database } from '../../platform/database/open.ts'

export async function deleteSessions(tx: Database, customerIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('playback_session').where('customer_id', 'in', customerIds).execute()
}

export async function deleteProgress(tx: Database, customerIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('watch_progress').where('customer_id', 'in', customerIds).execute()
}
