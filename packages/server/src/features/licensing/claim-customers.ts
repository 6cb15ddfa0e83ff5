import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { type Claimable, findClaimable, updateCustomerClaimed } from './claim-store.ts'
import { lockAccount } from './platform-sale-store.ts'

/** Takes what was bought elsewhere under the account's confirmed address into the account. Nobody else can take it then. */
export async function claimCustomers(
  deps: { db: Database; clock: Clock; random: Random },
  { accountId }: { accountId: string },
): Promise<Claimable[]> {
  return transaction(deps.db, async (db) => {
    await lockAccount(db, accountId)
    const found = await findClaimable(db, { accountId, now: deps.clock.now() })
    const taken = new Set<string>()
    for (const customerId of new Set(found.map((each) => each.customerId))) {
      if (!(await updateCustomerClaimed(db, { accountId, customerId }))) continue
      taken.add(customerId)
      await recordAudit(
        { ...deps, db },
        { actor: `account:${accountId}`, action: 'customer.claimed', subject: `customer:${customerId}` },
      )
    }
    return found.filter(({ customerId }) => taken.has(customerId))
  })
}
