import { transaction } from '../../platform/database/open.ts'
import { recordAudit } from '../audit/index.ts'
import { type PackagingDeps, packageVideoJob } from './packaging.ts'
import { reviveFailed } from './packaging-store.ts'

/** Has a packaging that failed gone on with where it was. False where it did not fail. */
export async function retryPackaging(
  deps: PackagingDeps,
  { packagingId, actor }: { packagingId: string; actor: string },
): Promise<boolean> {
  return transaction(deps.db, async (tx) => {
    const revived = await reviveFailed(tx, packagingId)
    if (!revived) return false
    const subject = `packaging:${packagingId}`
    await recordAudit({ ...deps, db: tx }, { actor, action: 'video.packaging-retried', subject })
    await deps.jobs.enqueue(tx, { name: packageVideoJob, data: { packagingId }, priority: revived.priority })
    return true
  })
}
