import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { deleteOrigins, findOrigins, findPartner, insertOrigins } from './partners-store.ts'
import { requireOrigins } from './require-origins.ts'

/** Gives a partner these origins and no others; whether anything changed. */
export async function setPartnerOrigins(
  deps: { db: Database; clock: Clock; random: Random; mode: 'test' | 'live' },
  { clientId, origins, actor }: { clientId: string; origins: string[]; actor: string },
): Promise<boolean> {
  const wanted = requireOrigins(origins, deps.mode)
  return transaction(deps.db, async (db) => {
    if (!(await findPartner(db, clientId))) throw new AppError('NotFound')
    const before = await findOrigins(db, clientId)
    if (before.join() === [...wanted].sort().join()) return false
    await deleteOrigins(db, clientId)
    await insertOrigins(db, { partnerId: clientId, origins: wanted })
    await recordAudit({ ...deps, db }, { actor, action: 'partner.origins', subject: `partner:${clientId}` })
    return true
  })
}
