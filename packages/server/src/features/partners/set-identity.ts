import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { seal } from '../../platform/keys.ts'
import { newId, type Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { newIdentityKey } from './identity-key.ts'
import {
  findIdentitySetting,
  type IdentityMode,
  type IdentitySetting,
  insertIdentityKey,
  updateIdentityMode,
} from './identity-store.ts'
import { updateSecretsToEnd } from './partners-store.ts'

interface Deps {
  db: Database
  clock: Clock
  random: Random
  mode: 'test' | 'live'
  identitySealKey: Buffer
}

const overlapMs = 24 * 3600_000

/** How a partner's visitors are recognised, or `NotFound`. */
export async function readIdentitySetting(
  deps: { db: Database; clock: Clock },
  partnerId: string,
): Promise<IdentitySetting> {
  const setting = await findIdentitySetting(deps.db, partnerId, deps.clock.now())
  if (!setting) throw new AppError('NotFound')
  if (setting.path !== 'iframe') throw invalidField('clientId', 'is a partner of the API path, which shows no card')
  return setting
}

/** Sets how a partner's visitors are recognised. Enforcing without a key would lock every owner out, so it is refused. */
export async function setIdentityMode(
  deps: Deps,
  { clientId, mode, actor }: { clientId: string; mode: IdentityMode; actor: string },
): Promise<void> {
  await transaction(deps.db, async (db) => {
    const { keys } = await readIdentitySetting({ ...deps, db }, clientId)
    if (mode === 'enforce' && keys.length === 0) throw invalidField('mode', 'needs a key first: --new-key')
    await updateIdentityMode(db, clientId, mode)
    await recordAudit({ ...deps, db }, { actor, action: `partner.identity-${mode}`, subject: `partner:${clientId}` })
  })
}

/** A further key, which is never to be seen again. The one before it lives on for a day, older ones end now. */
export async function addIdentityKey(
  deps: Deps,
  { clientId, actor }: { clientId: string; actor: string },
): Promise<{ identityKey: string }> {
  const identityKey = newIdentityKey(deps.random, deps.mode)
  const now = deps.clock.now()
  await transaction(deps.db, async (db) => {
    await readIdentitySetting({ ...deps, db }, clientId)
    await updateSecretsToEnd(db, 'partner_identity_key', {
      partnerId: clientId,
      now,
      until: new Date(now.getTime() + overlapMs),
    })
    const sealedKey = seal(deps.identitySealKey, deps.random, Buffer.from(identityKey))
    await insertIdentityKey(db, { id: newId(deps), partnerId: clientId, sealedKey, createdAt: now })
    await recordAudit({ ...deps, db }, { actor, action: 'partner.identity-key-added', subject: `partner:${clientId}` })
  })
  return { identityKey }
}
