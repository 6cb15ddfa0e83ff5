import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export type AdjustmentKind = 'refund' | 'dispute' | 'dispute-won'

/** Money that went back after a purchase, or came again; signed, in minor units. */
export interface Adjustment {
  kind: AdjustmentKind
  amountMinor: number
  currency: string
  occurredAt: Date
}

export async function findAdjustments(db: Database, purchaseId: string): Promise<Adjustment[]> {
  return db
    .selectFrom('purchase_adjustment')
    .select(['kind', 'amount_minor as amountMinor', 'currency', 'occurred_at as occurredAt'])
    .where('purchase_id', '=', purchaseId)
    .orderBy('occurred_at')
    .orderBy('id')
    .execute()
}

export async function insertAdjustment(
  tx: Database,
  adjustment: Adjustment & { id: string; purchaseId: string; providerReference: string },
): Promise<void> {
  await tx
    .insertInto('purchase_adjustment')
    .values({
      id: adjustment.id,
      purchase_id: adjustment.purchaseId,
      kind: adjustment.kind,
      amount_minor: adjustment.amountMinor,
      currency: adjustment.currency,
      provider_reference: adjustment.providerReference,
      occurred_at: adjustment.occurredAt,
    })
    .execute()
}

/** The next receipt number of a year. Held until the transaction ends, so that none is left out. */
export async function upsertReceiptCounter(tx: Database, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into receipt_counter (year, last) values (${year}, 1)
    on conflict (year) do update set last = receipt_counter.last + 1
    returning last`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('a counter returns its number')
  return row.last
}

/** Notes a callback that was dealt with. */
export async function insertPaymentEvent(
  db: Database,
  event: { provider: string; eventId: string; receivedAt: Date },
): Promise<void> {
  await db
    .insertInto('payment_event')
    .values({ provider: event.provider, event_id: event.eventId, received_at: event.receivedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findPaymentEvent(
  db: Database,
  { provider, eventId }: { provider: string; eventId: string },
): Promise<boolean> {
  const found = await db
    .selectFrom('payment_event')
    .select('event_id')
    .where('provider', '=', provider)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return found !== undefined
}

export async function deletePaymentEventsBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('payment_event').where('received_at', '<', before).execute()
}
