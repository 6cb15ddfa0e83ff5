import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { newId, type Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { findPartner, insertSecret, updateSecretsToEnd } from './partners-store.ts'
import { hashSecret, newSecret } from './secret.ts'

const maxOverlapHours = 7 * 24

/** A further secret. The one before it lives on for the overlap, older ones end now. */
export async function rotateSecret(
  deps: { db: Database; clock: Clock; random: Random; mode: 'test' | 'live' },
  { clientId, overlapHours, actor }: { clientId: string; overlapHours: number; actor: string },
): Promise<{ clientSecret: string; previousEndsAt: Date }> {
  if (!(overlapHours >= 0 && overlapHours <= maxOverlapHours)) {
    throw invalidField('overlap', `must be 0 to ${maxOverlapHours} hours`)
  }
  const partner = await findPartner(deps.db, clientId)
  if (!partner) throw new AppError('NotFound')
  if (partner.path !== 'api') throw invalidField('clientId', 'is a partner of the iframe path, which has no secret')
  const now = deps.clock.now()
  const previousEndsAt = new Date(now.getTime() + overlapHours * 3600_000)
  const clientSecret = newSecret(deps.random, deps.mode)
  await transaction(deps.db, async (tx) => {
    await recordAudit({ ...deps, db: tx }, { actor, action: 'partner.secret-rotated', subject: `partner:${clientId}` })
    await updateSecretsToEnd(tx, 'partner_secret', { partnerId: clientId, now, until: previousEndsAt })
    await insertSecret(tx, { id: newId(deps), partnerId: clientId, hash: hashSecret(clientSecret), createdAt: now })
  })
  return { clientSecret, previousEndsAt }
}
