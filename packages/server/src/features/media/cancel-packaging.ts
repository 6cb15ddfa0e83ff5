import { transaction } from '../../platform/database/open.ts'
import { recordAudit } from '../audit/index.ts'
import { discard } from './discard.ts'
import type { PackagingDeps } from './packaging.ts'
import { cancelUnfinished } from './packaging-store.ts'
import { removeLeftovers } from './remove-leftovers.ts'

/** Ends a packaging. A video that plays its first rungs already keeps them. False where it was finished before. */
export async function cancelPackaging(
  deps: PackagingDeps,
  { packagingId, actor }: { packagingId: string; actor: string },
): Promise<boolean> {
  const now = deps.clock.now()
  const isCancelled = await transaction(deps.db, async (tx) => {
    const [ended] = await cancelUnfinished(tx, { by: { packagingId }, now })
    if (!ended) return false
    await discard(tx, { ...ended, now })
    await recordAudit(
      { ...deps, db: tx },
      { actor, action: 'video.packaging-cancelled', subject: `packaging:${packagingId}` },
    )
    return true
  })
  if (isCancelled) await removeLeftovers(deps)
  return isCancelled
}
