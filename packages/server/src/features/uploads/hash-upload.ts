import type { Database } from '../../platform/database/open.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { hashBytes } from './hash-file.ts'
import { uploadPath } from './upload.ts'
import { findUpload, setHash } from './uploads-store.ts'

export const hashUploadJob = 'hash-upload'

/** Reads an upload through to note its sha256, where that is not known yet and the upload still there. */
export async function hashUpload(deps: { db: Database; storage: Storage }, id: string): Promise<void> {
  const upload = await findUpload(deps.db, id)
  if (upload?.sha256 !== null || (upload.state !== 'complete' && upload.state !== 'taken')) return
  // A video that was deleted meanwhile took its source with it.
  if (!(await deps.storage.head(uploadPath(id)))) return
  await setHash(deps.db, { id, sha256: await hashBytes(deps.storage.read(uploadPath(id))) })
}
