import type { Database } from '../../platform/database/open.ts'

export async function insertAudit(
  db: Database,
  line: { id: string; occurredAt: Date; actor: string; action: string; subject: string },
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: line.id,
      occurred_at: line.occurredAt,
      actor: line.actor,
      action: line.action,
      subject: line.subject,
    })
    .execute()
}
