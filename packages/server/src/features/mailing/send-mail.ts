import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Log } from '../../platform/log.ts'
import { LetterNotTaken, type PostOffice } from '../../platform/mail/post-office.ts'
import type { Letterhead } from './letterhead.ts'
import type { Mail } from './mail.ts'
import { findWaitingMail, updateMailProblem, updateMailSent } from './mailing-store.ts'
import { printLetter } from './print-letter.ts'
import { unsealMail } from './sealed-mail.ts'

export interface SendMailContext {
  db: Database
  clock: Clock
  log: Log
  mode: 'test' | 'live'
  mailSealKey: Buffer
  letterhead: Letterhead
  /** None in test mode without a mail server: letters then only stand in the outbox. */
  postOffice: PostOffice | undefined
}

/** Sends a letter that waits; does nothing where it went out before. Throws where it is worth trying again. */
export async function sendMail(
  deps: SendMailContext,
  { mailId, isLastTry, signal }: { mailId: string; isLastTry: boolean; signal: AbortSignal },
): Promise<void> {
  const stored = await findWaitingMail(deps.db, mailId)
  if (!stored) return
  const isKept = deps.mode === 'test'
  const mail = unsealMail(deps, stored.sealed)
  try {
    await deliver(deps, mail, stored, signal)
  } catch (error) {
    if (!(error instanceof LetterNotTaken)) throw error
    const isFinal = error.isFinal || isLastTry
    await updateMailProblem(deps.db, { id: mailId, problem: error.message, isFinal, isKept })
    if (!error.isFinal) throw error
    deps.log.warn({ mailId, kind: mail.kind, problem: error.message }, 'a mail could not be sent')
    return
  }
  await updateMailSent(deps.db, { id: mailId, sentAt: deps.clock.now(), isKept })
  deps.log.info(
    { mailId, kind: mail.kind },
    deps.postOffice ? 'sent a mail' : 'put a mail into the outbox: no MAIL_URL',
  )
}

async function deliver(
  { clock, letterhead, postOffice }: SendMailContext,
  mail: Mail,
  stored: { id: string; createdAt: Date },
  signal: AbortSignal,
): Promise<void> {
  if (!postOffice) return
  const age = clock.now().getTime() - stored.createdAt.getTime()
  if (age > usefulForMs(mail)) throw new LetterNotTaken('what it holds expired before it could be sent', true)
  const { subject, html, text } = printLetter(letterhead, mail)
  await postOffice.send(
    { id: stored.id, to: mail.to, language: mail.locale, subject, html, text, writtenAt: stored.createdAt },
    signal,
  )
}

// A code or link that no longer works only confuses.
function usefulForMs(mail: Mail): number {
  if ('minutes' in mail) return mail.minutes * 60_000
  return 'hours' in mail ? mail.hours * 3600_000 : Number.POSITIVE_INFINITY
}
