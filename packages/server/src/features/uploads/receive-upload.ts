import type { Readable } from 'node:stream'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { type Arrival, ArrivalElsewhere, ArrivalGone } from '../../platform/storage/arrivals.ts'
import { isDiskFull } from '../../platform/storage/free-space.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { requireUpload } from './require-upload.ts'
import { type Upload, uploadPath } from './upload.ts'
import { findTicket } from './uploads-store.ts'

/** How an upload is known to the storage; undefined where it never made a place for it. */
export async function findArrival(db: Database, { id, sizeBytes }: Upload): Promise<Arrival | undefined> {
  const ticket = await findTicket(db, id)
  return ticket === null ? undefined : { path: uploadPath(id), sizeBytes, ticket }
}

/** How many bytes of an upload are kept. One that the storage knows nothing of is gone. */
export async function receivedBytes(deps: { db: Database; storage: Storage }, upload: Upload): Promise<number> {
  if (upload.state !== 'open') return upload.sizeBytes
  const arrival = await findArrival(deps.db, upload)
  const received = arrival && (await deps.storage.arrivals.received(arrival))
  if (received === undefined) throw new AppError('UploadGone')
  return received
}

/** Keeps what comes of an upload, also where it breaks off; how many bytes there are now. */
export async function receiveBytes(
  deps: { db: Database; storage: Storage },
  { id, offset, bytes }: { id: string; offset: number; bytes: Readable },
): Promise<number> {
  const upload = await requireUpload(deps.db, id)
  const arrival = await findArrival(deps.db, upload)
  if (upload.state !== 'open' || !arrival) throw new AppError('UploadGone')
  try {
    return await deps.storage.arrivals.append(arrival, offset, bytes)
  } catch (error) {
    if (error instanceof ArrivalGone) throw new AppError('UploadGone', { cause: error })
    if (error instanceof ArrivalElsewhere) throw elsewhere(error)
    if (isDiskFull(error)) throw noRoom(error)
    throw error
  }
}

function elsewhere(cause: unknown): AppError {
  const fields = [{ field: 'upload-offset', problem: 'is not where the upload stands' }]
  return new AppError('NotPossibleNow', { fields, cause })
}

function noRoom(cause: unknown): AppError {
  return new AppError('UploadQuotaFull', { fields: [{ field: 'size', problem: 'the disk is full' }], cause })
}
