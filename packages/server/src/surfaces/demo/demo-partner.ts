import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { agreeChannels } from '../../features/catalog/index.ts'
import { createPartner, findPartner, isLiveSecret, rotateSecret } from '../../features/partners/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'

/** The demo shop's client id, the same everywhere so that a newcomer can copy it. */
const demoClientId = '66f1a2c04be19d0037a1d001'

const actor = 'system:demo'

/**
 * The demo partner with all channels agreed. It keeps its secret as partners do, in a file of its own beside our data;
 * where that file is gone or no longer counts, it gets another secret.
 */
export async function prepareDemoPartner(ctx: {
  db: Database
  clock: Clock
  random: Random
  mode: 'test' | 'live'
  config: { dataDir: string }
}): Promise<{ clientId: string; clientSecret: string }> {
  const file = join(ctx.config.dataDir, 'demo-partner.json')
  const kept = await readSecret(file)
  const isUsable = kept !== undefined && (await isLiveSecret(ctx, { clientId: demoClientId, clientSecret: kept }))
  const clientSecret = isUsable ? kept : await newDemoSecret(ctx)
  if (!isUsable) {
    await writeFile(`${file}.draft`, JSON.stringify({ clientId: demoClientId, clientSecret }), { mode: 0o600 })
    await rename(`${file}.draft`, file)
  }
  await agreeChannels(ctx, { partnerId: demoClientId, channels: 'all' })
  return { clientId: demoClientId, clientSecret }
}

async function newDemoSecret(ctx: {
  db: Database
  clock: Clock
  random: Random
  mode: 'test' | 'live'
}): Promise<string> {
  if (await findPartner(ctx.db, demoClientId)) {
    return (await rotateSecret(ctx, { clientId: demoClientId, overlapHours: 24, actor })).clientSecret
  }
  const { clientSecret } = await createPartner(ctx, {
    id: demoClientId,
    name: 'Demo shop',
    path: 'api',
    origins: [],
    actor,
  })
  if (clientSecret === undefined) throw new Error('a partner of the API path has a secret')
  return clientSecret
}

async function readSecret(file: string): Promise<string | undefined> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof kept !== 'object' || kept === null || !('clientSecret' in kept)) return undefined
    return typeof kept.clientSecret === 'string' ? kept.clientSecret : undefined
  } catch {
    return undefined
  }
}
