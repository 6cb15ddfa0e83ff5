import { hashUpload } from '../../features/uploads/index.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import type { JobOn } from './job-on.ts'
import { kinds } from './kinds.ts'

export const hashUploadJob: JobOn<{ db: Database; storage: Storage }> = {
  ...kinds.hashUpload,
  run: (ctx, { data }) => hashUpload(ctx, data['uploadId'] ?? ''),
}
