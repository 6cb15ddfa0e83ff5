import { setImmediate as turnOver } from 'node:timers/promises'
import type { Database } from '../../platform/database/open.ts'
import { type CatalogRow, findCatalog, findRevision } from './catalog-store.ts'

const maxKept = 200

/** Reads a partner's catalog, rendered by `render` and kept for as long as nothing a catalog shows has changed. */
export function catalogReader<Rendered>(deps: { db: Database }, render: (rows: CatalogRow[]) => Rendered) {
  const readRevision = shared(() => findRevision(deps.db))
  const kept = new Map<string, { revision: number; rendered: Rendered }>()

  return async (partnerId: string): Promise<Rendered> => {
    // Read first: a change between the two reads leaves a newer catalog under an older revision, which is read again.
    const revision = await readRevision()
    const known = kept.get(partnerId)
    if (known?.revision === revision) return known.rendered
    const rendered = render(await findCatalog(deps.db, partnerId))
    if (kept.size >= maxKept) kept.clear()
    kept.set(partnerId, { revision, rendered })
    return rendered
  }
}

/** Reads once for all who ask in one turn of the event loop: each reading begins after its asking, so none is stale. */
function shared<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let next: Promise<Value> | undefined
  return () =>
    (next ??= turnOver().then(() => {
      next = undefined
      return read()
    }))
}
