import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { findLeakOf, findSessionSpans, type Leak, type SessionSpan } from './leak-store.ts'
import { slotAt, slotMs, type Watermark, watermarkCode } from './watermark.ts'

const dayMs = 24 * 3600_000
/** How many days back a code is looked for where nobody says when it was seen. */
export const daysBack = 90
/** Sessions longer than this are not found by the time they were seen at. */
const longestDays = 7

/** Who watched while a code was shown: every session of that time is tried. Undefined where none shows it. */
export async function findLeak(
  { db, clock, watermark: { key } }: { db: Database; clock: Clock; watermark: Watermark },
  { code, at }: { code: string; at: Date | undefined },
): Promise<Leak | undefined> {
  const shows = (span: SessionSpan) => slotsOf(span, at).some((slot) => watermarkCode(key, span.id, slot) === code)
  const end = at ? at.getTime() + slotMs : clock.now().getTime()
  const reportedFrom = new Date(at ? at.getTime() - 2 * slotMs : 0)
  for (let day = 0; day < (at ? longestDays : daysBack); day += 1) {
    const to = new Date(end - day * dayMs)
    const found = (await findSessionSpans(db, { from: new Date(to.getTime() - dayMs), to, reportedFrom })).find(shows)
    if (found) return findLeakOf(db, found.id)
  }
  return undefined
}

/** When a session showed codes. A player shows the last one until it hears of the next, so a neighbour counts too. */
function slotsOf({ createdAt, reportedAt }: SessionSpan, at: Date | undefined): number[] {
  const first = slotAt(createdAt)
  const last = slotAt(reportedAt)
  const [from, to] = at ? [Math.max(first, slotAt(at) - 1), Math.min(last, slotAt(at) + 1)] : [first, last]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}
