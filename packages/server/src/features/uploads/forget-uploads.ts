import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import type { UploadSettings } from './upload.ts'
import { listBytes, removeBytes } from './upload-files.ts'
import { deleteExpiredUploads, deleteUpload, findLivingUploads } from './uploads-store.ts'

/** Takes an upload back, whole or not. */
export async function abandonUpload(
  deps: { db: Database; clock: Clock; random: Random; uploads: UploadSettings },
  { id, actor }: { id: string; actor: string },
): Promise<void> {
  await deleteUpload(deps.db, id)
  await removeBytes(deps.uploads, id)
  await recordAudit(deps, { actor, action: 'upload.abandoned', subject: `upload:${id}` })
}

/** Forgets uploads nobody went on with, and removes bytes that nobody waits for. */
export async function forgetOldUploads(deps: { db: Database; clock: Clock; uploads: UploadSettings }): Promise<void> {
  await deleteExpiredUploads(deps.db, deps.clock.now())
  // Listed first: what begins in between is not among them.
  const here = await listBytes(deps.uploads)
  const living = new Set(await findLivingUploads(deps.db, here))
  for (const id of here) if (!living.has(id)) await removeBytes(deps.uploads, id)
}
