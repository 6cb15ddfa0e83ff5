import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export async function touchSession(db: Database, sessionId: string): Promise<void> {
  await db
    .updateTable('account_session')
    .set({ updated_at: sql<Date>`current_timestamp` })
    .where('id', '=', sessionId)
    .execute()
}
