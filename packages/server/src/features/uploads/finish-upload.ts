import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { uploadLifeMs } from './begin-upload.ts'
import { hashFile } from './hash-file.ts'
import { recogniseUpload } from './recognise-upload.ts'
import type { Upload, UploadSettings } from './upload.ts'
import { receivedBytes, removeBytes, syncFile, uploadFile } from './upload-files.ts'
import { completeUpload, findUpload, refuseUpload } from './uploads-store.ts'

/** The upload, or `UploadGone`. */
export async function requireUpload(db: Database, id: string): Promise<Upload> {
  const upload = await findUpload(db, id)
  if (!upload) throw new AppError('UploadGone')
  return upload
}

/**
 * Looks at an upload whose last byte is here: kept safe, known by its content and its sha256, or refused and its bytes
 * removed. One that is not whole yet, or was looked at before, is answered as it is: a crash in between costs nothing.
 */
export async function finishUpload(
  deps: { db: Database; clock: Clock; uploads: UploadSettings },
  id: string,
): Promise<Upload> {
  const upload = await requireUpload(deps.db, id)
  if (upload.state !== 'open' || (await receivedBytes(deps.uploads, id)) < upload.sizeBytes) return upload
  const file = uploadFile(deps.uploads, id)
  const recognised = await recogniseUpload(file)
  if ('problem' in recognised) {
    await refuseUpload(deps.db, { id, problem: recognised.problem })
    await removeBytes(deps.uploads, id)
  } else {
    await syncFile(file)
    const sha256 = await hashFile(file)
    const now = deps.clock.now()
    const expiresAt = new Date(now.getTime() + uploadLifeMs)
    await completeUpload(deps.db, { id, ...recognised, sha256, now, expiresAt })
  }
  return requireUpload(deps.db, id)
}
