import { buffer } from 'node:stream/consumers'
import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import { ArrivalGone } from '../../platform/storage/arrivals.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { uploadLifeMs } from './begin-upload.ts'
import { hashUpload, hashUploadJob } from './hash-upload.ts'
import { findArrival } from './receive-upload.ts'
import { headBytes, recogniseUpload } from './recognise-upload.ts'
import { requireUpload } from './require-upload.ts'
import { type Upload, type UploadKind, uploadPath } from './upload.ts'
import { completeUpload, refuseUpload } from './uploads-store.ts'

// A proxy does not wait until several GB are read again; a worker reads them meanwhile.
const hashedAtOnceBytes = 256 * 1024 * 1024

/**
 * Looks at an upload whose last byte is here: kept safe and known by its content, or refused and its bytes removed. One
 * that is not whole yet, or was looked at before, is answered as it is: a crash in between costs nothing.
 */
export async function finishUpload(
  deps: { db: Database; clock: Clock; storage: Storage; jobs: JobQueue },
  id: string,
): Promise<Upload> {
  const upload = await requireUpload(deps.db, id)
  const arrival = upload.state === 'open' ? await findArrival(deps.db, upload) : undefined
  const { arrivals } = deps.storage
  if (!arrival || (await arrivals.received(arrival)) !== upload.sizeBytes) return upload
  await arrivals.finish(arrival).catch((error) => {
    // Somebody took it back in this moment.
    throw error instanceof ArrivalGone ? new AppError('UploadGone', { cause: error }) : error
  })
  const recognised = recogniseUpload(await readHead(deps, upload), upload)
  if ('problem' in recognised) {
    await refuseUpload(deps.db, { id, problem: recognised.problem })
    await arrivals.abandon(arrival.path)
  } else {
    await complete(deps, { id, ...recognised })
    if (upload.sizeBytes <= hashedAtOnceBytes) await hashUpload(deps, id)
  }
  return requireUpload(deps.db, id)
}

async function complete(
  deps: { db: Database; clock: Clock; jobs: JobQueue },
  found: { id: string; kind: UploadKind },
): Promise<void> {
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + uploadLifeMs)
  await transaction(deps.db, async (tx) => {
    const isFirst = await completeUpload(tx, { ...found, now, expiresAt })
    if (isFirst) await deps.jobs.enqueue(tx, { name: hashUploadJob, data: { uploadId: found.id } })
  })
}

async function readHead({ storage }: { storage: Storage }, { id, sizeBytes }: Upload): Promise<Buffer> {
  return await buffer(storage.read(uploadPath(id), { start: 0, end: Math.min(headBytes, sizeBytes) - 1 }))
}
