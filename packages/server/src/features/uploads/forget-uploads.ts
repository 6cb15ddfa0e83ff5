import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { recordAudit } from '../audit/index.ts'
import { uploadPath } from './upload.ts'
import { withUploadLock } from './upload-lock.ts'
import {
  deleteExpiredTaken,
  deleteForgotten,
  findForgottenUploads,
  forgetExpiredUploads,
  forgetUpload,
} from './uploads-store.ts'

/** Takes an upload back, whole or not; whoever sends to it is stopped first. */
export async function abandonUpload(
  deps: { db: Database; clock: Clock; random: Random; storage: Storage },
  { id, actor }: { id: string; actor: string },
): Promise<void> {
  // What a video was made of is the video's.
  if (!(await withUploadLock(deps, id, () => forgetUpload(deps.db, id)))) throw new AppError('UploadGone')
  await recordAudit(deps, { actor, action: 'upload.abandoned', subject: `upload:${id}` })
  await removeForgotten(deps, [id])
}

/** Forgets uploads nobody went on with. */
export async function forgetOldUploads(deps: { db: Database; clock: Clock; storage: Storage }): Promise<void> {
  const now = deps.clock.now()
  await forgetExpiredUploads(deps.db, now)
  await deleteExpiredTaken(deps.db, now)
  await removeForgotten(deps, await findForgottenUploads(deps.db))
}

/** Removes the bytes of what is forgotten, then its rows: whoever is killed in between is followed by another. */
export async function removeForgotten(
  { db, storage }: { db: Database; storage: Storage },
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    await storage.arrivals.abandon(uploadPath(id))
    await deleteForgotten(db, id)
  }
}
