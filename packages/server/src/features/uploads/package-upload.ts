import { createHash } from 'node:crypto'
import { AppError, invalidField } from '../../platform/errors.ts'
import type { PackagingDeps } from '../media/index.ts'
import { finishUpload } from './finish-upload.ts'
import { removeForgotten } from './forget-uploads.ts'
import { handOver } from './hand-over.ts'
import { type Upload, type UploadKind, uploadPath } from './upload.ts'
import { takeUploads } from './uploads-store.ts'

/**
 * Makes of uploads what a video plays, in the background; each upload serves once. The film lies where it is packaged
 * from, so that nothing is copied: it changes hands in one transaction.
 */
export async function packageUpload(
  deps: PackagingDeps,
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
    texts.push({ language: caption.language, ...(await readCaptions(deps, found)) })
  }
  const captionIds = [...new Set(captions.map((caption) => caption.uploadId))]
  const sha256 = film.sha256 === null ? undefined : Buffer.from(film.sha256, 'hex')
  const started = await handOver(
    deps,
    { ...asked, storagePath: uploadPath(film.id), sha256, captions: texts },
    {
      within: async (tx) => {
        const films = await takeUploads(tx, { ids: [film.id], to: 'taken' })
        // Their words stand in the video from now on.
        const others = await takeUploads(tx, { ids: captionIds, to: 'forgotten' })
        if (films + others !== 1 + captionIds.length) throw new AppError('UploadGone')
      },
    },
  )
  // What is in the way of that is no reason to say that the rest went wrong; it is swept later.
  await removeForgotten(deps, captionIds).catch(() => undefined)
  return started
}

async function readCaptions(deps: PackagingDeps, { id }: Upload): Promise<{ bytes: Buffer; sha256: Buffer }> {
  const bytes = await deps.storage.readAll(uploadPath(id))
  if (!bytes) throw new AppError('UploadGone')
  return { bytes, sha256: createHash('sha256').update(bytes).digest() }
}

async function requireComplete(
  deps: PackagingDeps,
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
