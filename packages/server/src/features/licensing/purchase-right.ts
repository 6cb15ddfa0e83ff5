import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { lockPurchaseAccount, updatePurchaseRightEnded, updatePurchaseRightRestored } from './platform-sale-store.ts'

/** Ends exactly the right that a purchase gave, within the caller's transaction; other claims of the customer stay. */
export async function endPurchaseRight(
  deps: { db: Database; clock: Clock },
  { purchaseId, reason }: { purchaseId: string; reason: 'refunded' | 'disputed' },
): Promise<void> {
  await lockPurchaseAccount(deps.db, purchaseId)
  await updatePurchaseRightEnded(deps.db, { purchaseId, reason, now: deps.clock.now() })
}

/** Gives back a right that a refund or a dispute had ended, within the caller's transaction, unless another purchase gives it
 * by now; what an operator revoked stays revoked. */
export async function restorePurchaseRight(
  deps: { db: Database },
  { purchaseId }: { purchaseId: string },
): Promise<void> {
  await lockPurchaseAccount(deps.db, purchaseId)
  await updatePurchaseRightRestored(deps.db, purchaseId)
}
