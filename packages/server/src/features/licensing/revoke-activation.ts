import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { updateActivationRevoked } from './licensing-store.ts'

/** Ends one activation. Other claims of the same customer to the same channel stay; running playback without one stops. */
export async function revokeActivation(
  deps: { db: Database; clock: Clock; random: Random },
  { activationId, actor }: { activationId: string; actor: string },
): Promise<void> {
  await transaction(deps.db, async (db) => {
    const isRevoked = await updateActivationRevoked(db, { activationId, now: deps.clock.now() })
    if (!isRevoked) throw new AppError('NotFound')
    await recordAudit({ ...deps, db }, { actor, action: 'activation.revoked', subject: `activation:${activationId}` })
  })
}
