import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { newId, type Random } from '../../platform/random.ts'
import type { Consent } from './consent.ts'
import { insertConsent } from './consent-store.ts'

/** Notes what a person answered, with the wording and the time. */
export async function recordConsent(
  deps: { db: Database; clock: Clock; random: Random },
  { accountId, ...answer }: Omit<Consent, 'occurredAt'> & { accountId: string },
): Promise<void> {
  await insertConsent(deps.db, { id: newId(deps), accountId, ...answer, occurredAt: deps.clock.now() })
}
