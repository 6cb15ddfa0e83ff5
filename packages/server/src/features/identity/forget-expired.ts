import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import {
  deleteSessionsExpiredBefore,
  deleteUnconfirmedBefore,
  deleteVerificationsExpiredBefore,
} from './expiry-store.ts'

const unconfirmedDays = 30

/** Forgets log-ins, codes and mailed links that have expired, and sign-ups that nobody confirmed for 30 days. */
export async function forgetExpired({ db, clock }: { db: Database; clock: Clock }): Promise<void> {
  await deleteSessionsExpiredBefore(db, clock.now())
  await deleteVerificationsExpiredBefore(db, clock.now())
  await deleteUnconfirmedBefore(db, new Date(clock.now().getTime() - unconfirmedDays * 24 * 3600_000))
}
