import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { dayOf, deleteObservationsBefore, findIdentityCounts, type IdentityCount } from './identity-store.ts'

const dayMs = 24 * 3600_000
const reportDays = 7
const keptDays = 90

/** How the visitors of a partner's pages were recognised in the last seven days, the pages to look at first. */
export function readIdentityReport(deps: { db: Database; clock: Clock }, partnerId: string): Promise<IdentityCount[]> {
  return findIdentityCounts(deps.db, partnerId, dayOf(daysAgo(deps.clock, reportDays - 1)))
}

/** Forgets counts older than ninety days. */
export function forgetOldObservations(deps: { db: Database; clock: Clock }): Promise<void> {
  return deleteObservationsBefore(deps.db, dayOf(daysAgo(deps.clock, keptDays)))
}

function daysAgo(clock: Clock, days: number): Date {
  return new Date(clock.now().getTime() - days * dayMs)
}
