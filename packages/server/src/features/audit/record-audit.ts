import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { newId, type Random } from '../../platform/random.ts'
import { insertAudit } from './audit-store.ts'

/** Notes who did what to what, as `operator:command-line`, `partner.disabled`, `partner:66f1…`. */
export async function recordAudit(
  deps: { db: Database; clock: Clock; random: Random },
  line: { actor: string; action: string; subject: string },
): Promise<void> {
  await insertAudit(deps.db, { id: newId(deps), occurredAt: deps.clock.now(), ...line })
}
