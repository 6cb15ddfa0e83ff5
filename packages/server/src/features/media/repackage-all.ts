import { captionText } from './caption-text.ts'
import { defaultLadder } from './ladder.ts'
import type { PackagingDeps } from './packaging.ts'
import { findSources } from './packaging-store.ts'
import { queuePackaging } from './queue-packaging.ts'
import { requireLadder } from './start-packaging.ts'

// Behind whatever is uploaded meanwhile.
const priority = -10

/** Has every video packaged anew from its last source; each plays on as it is until then. How many there are. */
export async function repackageAll(
  deps: PackagingDeps,
  { ladder = defaultLadder, actor }: { ladder?: readonly number[]; actor: string },
): Promise<number> {
  const rungs = requireLadder(ladder)
  const sources = await findSources(deps.db)
  for (const { assetId, ...source } of sources) {
    const captions = await captionText(deps, assetId)
    await queuePackaging(deps, { ...source, captions, ladder: rungs, priority, actor })
  }
  return sources.length
}
