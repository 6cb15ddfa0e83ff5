import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'

/** Notes what happened to an account and that its holder did it; never the address, which an attempt may have got wrong. */
export async function note(
  deps: { db: Database; clock: Clock; random: Random },
  action: `account.${string}`,
  accountId: string | undefined,
): Promise<void> {
  const account = `account:${accountId ?? 'unknown'}`
  await recordAudit(deps, { actor: account, action, subject: account })
}
