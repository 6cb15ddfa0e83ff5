import type { Database } from '../../platform/database/open.ts'

/** What the sandbox holds in place of a bank. */
export interface SandboxPayment {
  id: string
  orderId: string
  amountMinor: number
  currency: string
  description: string
  state: 'open' | 'pending' | 'paid' | 'expired'
  hasBeenDeclined: boolean
  refundedMinor: number
  dispute: 'none' | 'open' | 'won' | 'lost'
  successUrl: string
  cancelUrl: string
  locale: string
  createdAt: Date
  expiresAt: Date
}

/** Opens a payment for an order; the one it has where there is one already. */
export async function insertSandboxPayment(
  db: Database,
  payment: Omit<SandboxPayment, 'state' | 'hasBeenDeclined' | 'refundedMinor' | 'dispute'>,
): Promise<{ id: string }> {
  return db
    .insertInto('sandbox_payment')
    .values({
      id: payment.id,
      order_id: payment.orderId,
      amount_minor: payment.amountMinor,
      currency: payment.currency,
      description: payment.description,
      state: 'open',
      success_url: payment.successUrl,
      cancel_url: payment.cancelUrl,
      locale: payment.locale,
      created_at: payment.createdAt,
      expires_at: payment.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.column('order_id').doUpdateSet({ order_id: (columns) => columns.ref('excluded.order_id') }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
}

export async function findSandboxPayment(db: Database, sessionId: string): Promise<SandboxPayment | undefined> {
  return db
    .selectFrom('sandbox_payment')
    .select([
      'id',
      'order_id as orderId',
      'amount_minor as amountMinor',
      'currency',
      'description',
      'state',
      'has_been_declined as hasBeenDeclined',
      'refunded_minor as refundedMinor',
      'dispute',
      'success_url as successUrl',
      'cancel_url as cancelUrl',
      'locale',
      'created_at as createdAt',
      'expires_at as expiresAt',
    ])
    .where('id', '=', sessionId)
    .executeTakeFirst()
}

type Standing = Pick<SandboxPayment, 'state' | 'dispute'>

/** Changes a payment that stands as it was seen; false where it no longer does. */
export async function updateSandboxPayment(
  db: Database,
  { id, seen, change }: { id: string; seen: Standing; change: Partial<SandboxPayment> },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sandbox_payment')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.hasBeenDeclined === undefined ? {} : { has_been_declined: change.hasBeenDeclined }),
      ...(change.refundedMinor === undefined ? {} : { refunded_minor: change.refundedMinor }),
      ...(change.dispute === undefined ? {} : { dispute: change.dispute }),
    })
    .where('id', '=', id)
    .where('state', '=', seen.state)
    .where('dispute', '=', seen.dispute)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives a payment that was made back whole. */
export async function updateSandboxRefunded(db: Database, sessionId: string): Promise<void> {
  await db
    .updateTable('sandbox_payment')
    .set((columns) => ({ refunded_minor: columns.ref('amount_minor') }))
    .where('id', '=', sessionId)
    .where('state', '=', 'paid')
    .execute()
}

export async function deleteSandboxPaymentsBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('sandbox_payment').where('created_at', '<', before).execute()
}
