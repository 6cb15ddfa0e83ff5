import type { Database } from '../../platform/database/open.ts'
import { assetPath } from './media-files.ts'
import { findUselessSource } from './packaging-store.ts'
import { findParts } from './part-store.ts'
import { insertLeftovers, isAssetInUse } from './retired-store.ts'

// A worker that lost its packaging notices within seconds.
const afterHoldMs = 60_000

/** Notes that what an ended packaging made is to go: all of it, or where a video plays it, what it left unfinished. */
export async function discard(
  tx: Database,
  { id, assetId, heldUntil, now }: { id: string; assetId: string; heldUntil: Date | null; now: Date },
): Promise<void> {
  const isInUse = await isAssetInUse(tx, assetId)
  const unfinished = async () => (await findParts(tx, id)).filter(({ isDone }) => !isDone).map(({ name }) => `${name}/`)
  const folders = isInUse ? await unfinished() : ['']
  const source = await findUselessSource(tx, id)
  const made = folders.map((folder) => assetPath(assetId, folder))
  await insertLeftovers(tx, [...made, ...(source === undefined ? [] : [source])], goesAt(heldUntil, now))
}

/** When bytes may go that a worker may still be writing. */
export function goesAt(heldUntil: Date | null, now: Date): Date {
  return heldUntil !== null && heldUntil > now ? new Date(heldUntil.getTime() + afterHoldMs) : now
}
