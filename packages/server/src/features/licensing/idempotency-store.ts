import type { Database } from '../../platform/database/open.ts'

export interface IdempotencyKey {
  partnerId: string
  method: string
  key: string
}

/** Claims a key; false where it is taken. Waits for a twin that is claiming it at this moment. */
export async function insertIdempotencyKey(
  tx: Database,
  claim: IdempotencyKey & { fingerprint: Buffer; createdAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency')
    .values({
      partner_id: claim.partnerId,
      method: claim.method,
      key: claim.key,
      fingerprint: claim.fingerprint,
      created_at: claim.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['partner_id', 'method', 'key']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function updateIdempotentReply(
  tx: Database,
  { partnerId, method, key }: IdempotencyKey,
  reply: object,
): Promise<void> {
  await tx
    .updateTable('idempotency')
    .set({ reply })
    .where('partner_id', '=', partnerId)
    .where('method', '=', method)
    .where('key', '=', key)
    .execute()
}

export async function findIdempotentReply(
  db: Database,
  { partnerId, method, key }: IdempotencyKey,
): Promise<{ fingerprint: Buffer; reply: unknown } | undefined> {
  return db
    .selectFrom('idempotency')
    .select(['fingerprint', 'reply'])
    .where('partner_id', '=', partnerId)
    .where('method', '=', method)
    .where('key', '=', key)
    .executeTakeFirst()
}

export async function deleteIdempotencyBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom('idempotency').where('created_at', '<', before).execute()
}
