import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { invalidField } from '../../platform/errors.ts'
import { newId, type Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { insertPartner, insertSecret, type PartnerPath } from './partners-store.ts'
import { requireOrigins } from './require-origins.ts'
import { hashSecret, newSecret } from './secret.ts'

/** A new partner and its first secret, which is never to be seen again. A partner of the iframe path has none. */
export async function createPartner(
  deps: { db: Database; clock: Clock; random: Random; mode: 'test' | 'live' },
  {
    name,
    path,
    origins,
    actor,
    id,
  }: { name: string; path: PartnerPath; origins: string[]; actor: string; id?: string },
): Promise<{ clientId: string; clientSecret: string | undefined }> {
  if (name.trim() === '' || name.length > 200) throw invalidField('name', 'must have 1 to 200 characters')
  const allowed = requireOrigins(origins, deps.mode)
  const clientId = id ?? newId(deps)
  const clientSecret = path === 'api' ? newSecret(deps.random, deps.mode) : undefined
  const createdAt = deps.clock.now()
  await transaction(deps.db, async (tx) => {
    await insertPartner(tx, { id: clientId, name, path, createdAt, origins: allowed })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'partner.created', subject: `partner:${clientId}` })
    if (clientSecret === undefined) return
    await insertSecret(tx, { id: newId(deps), partnerId: clientId, hash: hashSecret(clientSecret), createdAt })
  })
  return { clientId, clientSecret }
}
