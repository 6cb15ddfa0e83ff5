import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { updatePartnerOnline } from './partners-store.ts'

/** Switches a partner on or off line. Its tokens stop counting within a second; its customers keep what they bought. */
export async function setPartnerOnline(
  deps: { db: Database; clock: Clock; random: Random },
  { clientId, isOnline, actor }: { clientId: string; isOnline: boolean; actor: string },
): Promise<void> {
  await transaction(deps.db, async (db) => {
    if (!(await updatePartnerOnline(db, clientId, isOnline))) throw new AppError('NotFound')
    const action = isOnline ? 'partner.enabled' : 'partner.disabled'
    await recordAudit({ ...deps, db }, { actor, action, subject: `partner:${clientId}` })
  })
}
