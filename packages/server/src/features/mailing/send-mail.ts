import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Log } from '../../platform/log.ts'
import { findWaitingMail, updateMailSent } from './mailing-store.ts'

export interface SendMailContext {
  db: Database
  clock: Clock
  log: Log
  mode: 'test' | 'live'
  mailSealKey: Buffer
}

/** Sends a letter that waits; does nothing where it went out before. */
export async function sendMail(
  deps: SendMailContext,
  { mailId }: { mailId: string; isLastTry: boolean; signal: AbortSignal },
): Promise<void> {
  const stored = await findWaitingMail(deps.db, mailId)
  if (!stored) return
  await updateMailSent(deps.db, { id: mailId, sentAt: deps.clock.now(), isKept: deps.mode === 'test' })
}
