import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Upload } from './upload.ts'
import { findUpload } from './uploads-store.ts'

/** The upload, or `UploadGone`. */
export async function requireUpload(db: Database, id: string): Promise<Upload> {
  const upload = await findUpload(db, id)
  if (!upload) throw new AppError('UploadGone')
  return upload
}
