import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { findLeakOf, findSessionSpans, type Leak, type SessionSpan } from './leak-store.ts'
import { misreadLetters, slotAt, slotMs, type Watermark, watermarkCode } from './watermark.ts'

const dayMs = 24 * 3600_000
/** How many days back a code is looked for where nobody says when it was seen. */
export const daysBack = 90
/** Sessions longer than this are not found by the time they were seen at. */
const longestDays = 7

/** A session that showed a code, and the code as it was shown. */
export type FoundLeak = Leak & { code: string }

/**
 * Who watched while a code was shown: every session of that time is tried. Where none showed it, the one whose code is most
 * easily mistaken for it; undefined where there is no such one either.
 */
export async function findLeak(
  { db, clock, watermark: { key } }: { db: Database; clock: Clock; watermark: Watermark },
  { code, at }: { code: string; at: Date | undefined },
): Promise<FoundLeak | undefined> {
  const end = at ? at.getTime() + slotMs : clock.now().getTime()
  const reportedFrom = new Date(at ? at.getTime() - 2 * slotMs : 0)
  let best: { id: Buffer; shown: string; misread: number } | undefined
  for (let day = 0; day < (at ? longestDays : daysBack) && best?.misread !== 0; day += 1) {
    const to = new Date(end - day * dayMs)
    for (const span of await findSessionSpans(db, { from: new Date(to.getTime() - dayMs), to, reportedFrom })) {
      for (const slot of slotsOf(span, at)) {
        const shown = watermarkCode(key, span.id, slot)
        const misread = misreadLetters(code, shown)
        if (misread !== undefined && misread < (best?.misread ?? Number.POSITIVE_INFINITY))
          best = { id: span.id, shown, misread }
      }
    }
  }
  const leak = best && (await findLeakOf(db, best.id))
  return best && leak && { code: best.shown, ...leak }
}

/** When a session showed codes. A player shows the last one until it hears of the next, so a neighbour counts too. */
function slotsOf({ createdAt, reportedAt }: SessionSpan, at: Date | undefined): number[] {
  const first = slotAt(createdAt)
  const last = slotAt(reportedAt)
  const [from, to] = at ? [Math.max(first, slotAt(at) - 1), Math.min(last, slotAt(at) + 1)] : [first, last]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}
