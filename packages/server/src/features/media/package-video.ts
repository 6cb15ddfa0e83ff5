import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { transaction } from '../../platform/database/open.ts'
import { newId } from '../../platform/random.ts'
import { discard } from './discard.ts'
import { type Grip, grip, HoldLost, holdMs } from './hold.ts'
import { makeParts } from './make-parts.ts'
import { isAway, outlast } from './outlast.ts'
import type { PackagerDeps } from './packaging.ts'
import {
  dropHold,
  endPackaging,
  findSpentSources,
  type Hold,
  holdPackaging,
  type Packaging,
  putBack,
} from './packaging-store.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { hastenLeftovers, insertLeftovers } from './retired-store.ts'
import { asNoRoom, NoRoom } from './room.ts'
import { SourceRefused } from './source-refused.ts'

const mostTries = 6
const firstWaitMs = 60_000
// For what is not the file's fault, however often.
const outsideWaitMs = 2 * 60_000

/**
 * Packages a video, going on where a worker before left off; says false where another is at it or it is finished.
 * Throws where something outside the file is in the way; it is then tried again later.
 */
export async function packageVideo(
  deps: PackagerDeps,
  { packagingId, signal }: { packagingId: string; signal: AbortSignal },
): Promise<boolean> {
  const hold = { packagingId, holder: newId(deps) }
  const packaging = await take(deps, hold)
  if (!packaging) return false
  const held = grip(deps, hold, signal)
  const { scratchDir } = deps.packager
  await mkdir(scratchDir, { recursive: true })
  const dir = await mkdtemp(join(scratchDir, `${packagingId}-`))
  try {
    await makeParts(deps, { packaging, hold, dir, held })
    await outlast(held.signal, () => end(deps, hold, { packaging, state: 'done', problem: null }))
  } catch (error) {
    const met = { packaging, held, error: asNoRoom(error), isStopping: signal.aborted }
    const isSettled = await outlast(signal, () => settle(deps, hold, met))
    if (!isSettled) throw met.error
  } finally {
    held.release()
    await rm(dir, { recursive: true, force: true })
  }
  return true
}

async function take(deps: PackagerDeps, hold: Hold): Promise<Packaging | undefined> {
  const { host, atOnce } = deps.packager
  const now = deps.clock.now()
  const until = new Date(now.getTime() + holdMs)
  return transaction(deps.db, (tx) => holdPackaging(tx, { ...hold, host, atOnce, now, until }))
}

/** Writes down what came of it; false where it is to be gone on with, or failed. */
async function settle(
  deps: PackagerDeps,
  hold: Hold,
  { packaging, held, error, isStopping }: { packaging: Packaging; held: Grip; error: unknown; isStopping: boolean },
): Promise<boolean> {
  if (held.isLost() || error instanceof HoldLost) {
    await dropHold(deps.db, hold)
    await hastenLeftovers(deps.db, { assetId: packaging.assetId, now: deps.clock.now() })
    await removeLeftovers(deps)
    return true
  }
  if (error instanceof SourceRefused) {
    await end(deps, hold, { packaging, state: 'refused', problem: error.message })
    return true
  }
  const { tries } = packaging
  const inMs = (ms: number) => new Date(deps.clock.now().getTime() + ms)
  const problem = error instanceof Error ? error.message : String(error)
  if (isStopping) await putBack(deps.db, hold, { problem: null, notBefore: null, tries: tries - 1 })
  else if (error instanceof NoRoom || isAway(error)) {
    const wantsBytes = error instanceof NoRoom ? error.wantsBytes : undefined
    await putBack(deps.db, hold, { problem, notBefore: inMs(outsideWaitMs), tries: tries - 1, wantsBytes })
  } else if (tries >= mostTries) await end(deps, hold, { packaging, state: 'failed', problem })
  else await putBack(deps.db, hold, { problem, notBefore: inMs(firstWaitMs * 2 ** (tries - 1)), tries })
  return false
}

async function end(
  deps: PackagerDeps,
  hold: Hold,
  { packaging, state, problem }: { packaging: Packaging; state: 'done' | 'refused' | 'failed'; problem: string | null },
): Promise<void> {
  const now = deps.clock.now()
  await transaction(deps.db, async (tx) => {
    if (!(await endPackaging(tx, hold, { state, problem, now }))) return
    if (state === 'done') await insertLeftovers(tx, await findSpentSources(tx, packaging.id), now)
    // What failed is kept as far as it came: it may be tried again.
    if (state === 'refused') await discard(tx, { ...packaging, heldUntil: null, now })
  })
  await removeLeftovers(deps)
}
