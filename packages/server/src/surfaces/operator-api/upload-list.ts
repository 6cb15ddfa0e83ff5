import { findUploads, finishUpload, receivedBytes, type Upload } from '../../features/uploads/index.ts'
import { AppError } from '../../platform/errors.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { mount, read } from './mount.ts'
import type { TusContext } from './tus-server.ts'

export function mountUploadList(scope: HttpApp, ctx: TusContext): void {
  mount(scope, '/uploads', [
    read(async () => {
      const uploads = await findUploads(ctx.db, { limit: 100 })
      return { uploads: await Promise.all(uploads.map((upload) => uploadAnswer(ctx, upload))) }
    }),
  ])
  mount(scope, '/uploads/:id', [read(async ({ id }) => uploadAnswer(ctx, await finishUpload(ctx, id)))])
}

async function uploadAnswer(ctx: TusContext, upload: Upload) {
  return { ...upload, receivedBytes: await receivedBytes(ctx, upload).catch(goneIsNone) }
}

function goneIsNone(error: unknown): number {
  if (error instanceof AppError && error.code === 'UploadGone') return 0
  throw error
}
