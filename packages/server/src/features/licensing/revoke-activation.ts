import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { newId, type Random } from '../../platform/random.ts'
import { insertAudit, updateActivationRevoked } from './licensing-store.ts'

/** Ends one activation. Other claims of the same customer to the same channel stay; running playback without one stops. */
export async function revokeActivation(
  deps: { db: Database; clock: Clock; random: Random },
  { activationId, actor }: { activationId: string; actor: string },
): Promise<void> {
  const now = deps.clock.now()
  await transaction(deps.db, async (tx) => {
    if (!(await updateActivationRevoked(tx, { activationId, now }))) throw new AppError('NotFound')
    await insertAudit(tx, {
      id: newId(deps),
      occurredAt: now,
      actor,
      action: 'activation.revoked',
      subject: `activation:${activationId}`,
    })
  })
}
