import type { Mail } from '../../../features/mailing/index.ts'
import type { TestApp } from '../../../testing/app.ts'

type Kind = Mail['kind']

/** The last letter of a kind that was queued for an address. */
export async function letterTo<K extends Kind>(app: TestApp, to: string, kind: K): Promise<Extract<Mail, { kind: K }>> {
  const mine = (await app.mails()).filter(
    (mail): mail is Extract<Mail, { kind: K }> => mail.to === to && mail.kind === kind,
  )
  const last = mine.at(-1)
  if (!last) throw new Error(`no letter ${kind} to ${to}`)
  return last
}

/** Path and query of an address in a letter. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
