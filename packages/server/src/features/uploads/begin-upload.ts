import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { newId, type Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { recordAudit } from '../audit/index.ts'
import { findArrival } from './receive-upload.ts'
import { type UploadSettings, uploadPath } from './upload.ts'
import {
  findOpenUploads,
  forgetUpload,
  insertUpload,
  lockUploads,
  renewUpload,
  setTicket,
  sumUploads,
} from './uploads-store.ts'

/** An upload nobody goes on with, or that no video is made of, is forgotten after this long. */
export const uploadLifeMs = 3 * 24 * 3600_000

const longestName = 255

/** Makes room for a file of this size, or refuses: too large, too much at once, or a disk that is full. */
export async function beginUpload(
  deps: { db: Database; clock: Clock; random: Random; storage: Storage; uploads: UploadSettings },
  { name, sizeBytes, actor }: { name: string; sizeBytes: number; actor: string },
): Promise<{ id: string; expiresAt: Date }> {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 1) throw invalidField('size', 'must be a whole number of bytes')
  if (sizeBytes > deps.uploads.maxBytes) {
    throw new AppError('UploadTooLarge', {
      fields: [{ field: 'size', problem: `must be at most ${inWords(deps.uploads.maxBytes)}` }],
    })
  }
  await requireRoom(deps, sizeBytes)
  const id = newId(deps)
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + uploadLifeMs)
  await transaction(deps.db, async (tx) => {
    await lockUploads(tx)
    const left = deps.uploads.quotaBytes - (await sumUploads(tx))
    if (sizeBytes > left)
      throw noSpace(`uploads that wait leave ${inWords(left)} of ${inWords(deps.uploads.quotaBytes)}`)
    await insertUpload(tx, { id, name: tidyName(name), sizeBytes, createdAt: now, expiresAt })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'upload.begun', subject: `upload:${id}` })
  })
  try {
    // After its row, so that whatever is begun has one that it is swept by.
    await setTicket(deps.db, { id, ticket: await deps.storage.arrivals.begin({ path: uploadPath(id), sizeBytes }) })
  } catch (error) {
    await forgetUpload(deps.db, id)
    throw error
  }
  return { id, expiresAt }
}

/** Keeps an upload that somebody goes on with for as long again; until when. */
export async function goOnWithUpload(deps: { db: Database; clock: Clock }, id: string): Promise<Date> {
  const expiresAt = new Date(deps.clock.now().getTime() + uploadLifeMs)
  await renewUpload(deps.db, { id, expiresAt })
  return expiresAt
}

async function requireRoom(deps: { db: Database; storage: Storage }, sizeBytes: number): Promise<void> {
  const room = await deps.storage.arrivals.room()
  if (room === undefined) return
  let left = room
  for (const open of await findOpenUploads(deps.db)) {
    const arrival = await findArrival(deps.db, open)
    const received = arrival && (await deps.storage.arrivals.received(arrival))
    // What others were promised and has not come yet.
    if (received !== undefined) left -= open.sizeBytes - received
  }
  if (sizeBytes > left) throw noSpace(`the disk has ${inWords(left)} left`)
}

function noSpace(problem: string): AppError {
  return new AppError('UploadQuotaFull', { fields: [{ field: 'size', problem }] })
}

function tidyName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const clean = last.replace(/[\u0000-\u001f\u007f]/g, '').trim()
  return clean.slice(0, longestName).toWellFormed() || 'file'
}

function inWords(bytes: number): string {
  const [unit, size] = bytes < 1e9 ? (['MB', 1e6] as const) : (['GB', 1e9] as const)
  return `${(Math.max(0, bytes) / size).toFixed(1)} ${unit}`
}
