import { AppError, invalidField } from '../../platform/errors.ts'
import type { PackagingDeps } from '../media/index.ts'
import { finishUpload } from './finish-upload.ts'
import { handOver } from './hand-over.ts'
import type { Upload, UploadKind, UploadSettings } from './upload.ts'
import { removeBytes, uploadFile } from './upload-files.ts'
import { takeUploads } from './uploads-store.ts'

/** Makes of uploads what a video plays, in the background; each upload serves once. */
export async function packageUpload(
  deps: PackagingDeps & { uploads: UploadSettings },
  {
    uploadId,
    captions,
    ...asked
  }: {
    videoId: string
    uploadId: string
    audioLanguages: readonly string[]
    captions: readonly { language: string; uploadId: string }[]
    priority?: number | undefined
    actor: string
  },
): Promise<{ packagingId: string }> {
  const film = await requireComplete(deps, { id: uploadId, kind: 'video', field: 'uploadId' })
  const texts = []
  for (const caption of captions) {
    const found = await requireComplete(deps, { id: caption.uploadId, kind: 'captions', field: 'captions' })
    texts.push({ language: caption.language, path: uploadFile(deps.uploads, found.id), sha256: bytesOf(found) })
  }
  const ids = [...new Set([uploadId, ...captions.map((caption) => caption.uploadId)])]
  const started = await handOver(
    deps,
    { ...asked, file: uploadFile(deps.uploads, film.id), sha256: bytesOf(film), captions: texts },
    {
      within: async (tx) => {
        if ((await takeUploads(tx, ids)) !== ids.length) throw new AppError('UploadGone')
      },
    },
  ).catch((error: NodeJS.ErrnoException) => {
    // Somebody else was faster, and its bytes have moved on.
    throw error.code === 'ENOENT' ? new AppError('UploadGone', { cause: error }) : error
  })
  for (const id of ids) await removeBytes(deps.uploads, id)
  return started
}

async function requireComplete(
  deps: PackagingDeps & { uploads: UploadSettings },
  { id, kind, field }: { id: string; kind: UploadKind; field: string },
): Promise<Upload> {
  const upload = await finishUpload(deps, id)
  if (upload.state === 'taken') throw new AppError('UploadGone')
  if (upload.state === 'open')
    throw new AppError('NotPossibleNow', { fields: [{ field, problem: 'is not all here yet' }] })
  if (upload.state === 'refused') throw invalidField(field, upload.problem ?? 'was refused')
  if (upload.kind !== kind) throw invalidField(field, `is ${words[upload.kind ?? 'video']}, not ${words[kind]}`)
  return upload
}

const words: Record<UploadKind, string> = { video: 'a film', audio: 'sound only', captions: 'captions' }

function bytesOf({ sha256 }: Upload): Buffer {
  return Buffer.from(sha256 ?? '', 'hex')
}
