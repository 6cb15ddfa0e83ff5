import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { findAccount, findConsents, findSessions, hasPassword } from '../identity/index.ts'
import { exportOrders } from '../orders/index.ts'
import { findAuditOf, findCustomersOf, findLettersOf } from './privacy-store.ts'

/** Everything stored about an account's holder, in the words of the tables; secrets and keys are named, not shown. */
export async function exportPerson(deps: { db: Database; clock: Clock }, accountId: string): Promise<object> {
  const { db, clock } = deps
  const [account, isWithPassword, consents, sessions, orders, customers, letters, log] = await Promise.all([
    findAccount(db, accountId),
    hasPassword(db, accountId),
    findConsents(db, accountId),
    findSessions(db, accountId),
    exportOrders(db, accountId),
    findCustomersOf(db, accountId),
    findLettersOf(db, accountId),
    findAuditOf(db, accountId),
  ])
  return {
    exportedAt: clock.now(),
    account: { ...account, hasPassword: isWithPassword },
    consents,
    sessions,
    orders,
    customers,
    letters,
    log,
  }
}
