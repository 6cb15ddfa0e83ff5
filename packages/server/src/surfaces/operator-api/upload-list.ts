import {
  findUploads,
  finishUpload,
  receivedBytes,
  type Upload,
  type UploadSettings,
} from '../../features/uploads/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { mount, read } from './mount.ts'
import type { UploadsContext } from './uploads.ts'

export function mountUploadList(scope: HttpApp, ctx: UploadsContext): void {
  mount(scope, '/uploads', [
    read(async () => {
      const uploads = await findUploads(ctx.db, { limit: 100 })
      return { uploads: await Promise.all(uploads.map((upload) => uploadAnswer(ctx.uploads, upload))) }
    }),
  ])
  mount(scope, '/uploads/:id', [read(async ({ id }) => uploadAnswer(ctx.uploads, await finishUpload(ctx, id)))])
}

async function uploadAnswer(settings: UploadSettings, upload: Upload) {
  const received = upload.state === 'open' ? await receivedBytes(settings, upload.id) : upload.sizeBytes
  return { ...upload, receivedBytes: received }
}
