import { createTransport } from 'nodemailer'

/** One letter on its way to one address. */
export interface Envelope {
  id: string
  to: string
  language: string
  subject: string
  html: string
  text: string
  writtenAt: Date
}

export interface PostOffice {
  /** Resolves once the mail server has taken the letter, or throws `LetterNotTaken`. */
  send(envelope: Envelope, signal: AbortSignal): Promise<void>
}

/** The mail server did not take a letter; the message says why and names nobody. */
export class LetterNotTaken extends Error {
  override readonly name = 'LetterNotTaken'
  /** Asking again would get the same answer. */
  readonly isFinal: boolean

  constructor(problem: string, isFinal: boolean) {
    super(problem)
    this.isFinal = isFinal
  }
}

/** Sends through the mail server at `url`; `host` names us in message ids. */
export function smtpPostOffice({ url, from, host }: { url: string; from: string; host: string }): PostOffice {
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (envelope, signal) => {
      if (!isOneAddress(envelope.to)) throw new LetterNotTaken('the address is not one', true)
      try {
        await transport.sendMail({
          from,
          // Not as text, which could hold more than one.
          to: { name: '', address: envelope.to },
          subject: envelope.subject,
          text: envelope.text,
          html: envelope.html,
          // The same with every try, so that a reader's program knows a letter that comes twice.
          messageId: `<${envelope.id}@${host}>`,
          date: envelope.writtenAt,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': envelope.language },
          disableFileAccess: true,
          disableUrlAccess: true,
          signal,
        })
      } catch (error) {
        throw inPlainWords(error)
      }
    },
  }
}

function isOneAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"(),:;\\[\]]+@[^\s@<>"(),:;\\[\]]+$/u.test(text)
}

// What the server answered may repeat the address: its number says enough.
function inPlainWords(error: unknown): LetterNotTaken {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const reason = [code, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number').join(' ')
  if (code === 'EAUTH') return new LetterNotTaken(`the mail server does not let us in (${reason})`, false)
  if (typeof responseCode !== 'number') {
    return new LetterNotTaken(`the mail server cannot be reached (${reason || 'unknown'})`, false)
  }
  const isFinal = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
  return new LetterNotTaken(`the mail server does not take the letter (${reason})`, isFinal)
}
