import { consentTexts, findConsents, recordConsent } from '../../features/identity/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'

/** The wording of the boxes that have to be ticked before paying; it changes whenever their texts in messages/ do. */
export const termsVersion = 'terms 2026-11, start at once 2026-11'

/** Whether an account may be asked for mail about new courses: not if it said yes already. */
export async function mayAskForMarketing(db: Database, accountId: string): Promise<boolean> {
  const consents = await findConsents(db, accountId)
  return consents.find(({ kind }) => kind === 'marketing')?.isGiven !== true
}

/** Notes what was ticked on the way to an order. A box left empty that nobody had to tick says nothing new. */
export async function recordAgreements(
  deps: { db: Database; clock: Clock; random: Random },
  { accountId, mayBeMailed }: { accountId: string; mayBeMailed: boolean },
): Promise<void> {
  const given = { accountId, isGiven: true, givenAt: 'checkout' } as const
  await recordConsent(deps, { ...given, kind: 'terms', textVersion: termsVersion })
  if (mayBeMailed) await recordConsent(deps, { ...given, kind: 'marketing', textVersion: consentTexts.marketing })
}
