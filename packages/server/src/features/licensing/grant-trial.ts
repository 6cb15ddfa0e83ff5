import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { newId, type Random } from '../../platform/random.ts'
import { insertGrant } from './licensing-store.ts'

/** How long a trial lets its customer watch. */
const trialHours = 24

/** Lets a customer of a partner watch a channel for a day, without a purchase; the customer is made where there is none. */
export async function grantTrial(
  deps: { db: Database; clock: Clock; random: Random },
  {
    partnerId,
    partnerUserId,
    channelId,
    actor,
  }: { partnerId: string; partnerUserId: string; channelId: string; actor: string },
): Promise<{ customerId: string }> {
  const now = deps.clock.now()
  return insertGrant(deps.db, {
    partnerId,
    partnerUserId,
    channelId,
    actor,
    now,
    expiresAt: new Date(now.getTime() + trialHours * 3600_000),
    customerId: newId(deps),
    accessKey: deps.random(32),
    activationId: newId(deps),
    auditId: newId(deps),
  })
}
