import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import {
  findErasable,
  updateActivationsEnded,
  updateCustomerErased,
  updateCustomersUnlinked,
  updateUserIdsErased,
} from './erase-store.ts'

/**
 * Forgets who an account's customers were, within the caller's transaction: those of our own checkout become nobody in
 * particular and lose their rights, those of other shops are only let go. Returns the ids of the former.
 */
export async function eraseCustomers(
  deps: { db: Database; clock: Clock; random: Random },
  { accountId }: { accountId: string },
): Promise<string[]> {
  const customerIds = await findErasable(deps.db, accountId)
  for (const customerId of customerIds) {
    await updateCustomerErased(deps.db, { customerId, accessKey: deps.random(32) })
    await updateUserIdsErased(deps.db, { customerId, pseudonym: `erased-${deps.random(16).toString('hex')}` })
    await updateActivationsEnded(deps.db, { customerId, now: deps.clock.now() })
  }
  await updateCustomersUnlinked(deps.db, accountId)
  return customerIds
}
