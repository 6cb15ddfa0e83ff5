import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { assetPath } from './media-files.ts'
import { retiredLifeMs } from './remove-leftovers.ts'
import { insertLeftovers, retireAsset } from './retired-store.ts'

/** Takes from a video what it plays; its bytes go once nobody can still be watching them. */
export async function retire({ db, clock }: { db: Database; clock: Clock }, videoId: string): Promise<void> {
  const now = clock.now()
  const assetId = await retireAsset(db, { videoId, now })
  if (assetId === undefined) return
  await insertLeftovers(db, [assetPath(assetId, '')], new Date(now.getTime() + retiredLifeMs))
}
