import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import type { Random } from '../../platform/random.ts'
import { queueMail } from '../mailing/index.ts'
import { type Auth, addressHeader } from './auth.ts'
import { findAccountId } from './identity-store.ts'
import { during, type Occasion } from './occasion.ts'

export interface IdentityDeps {
  auth: Auth
  db: Database
  clock: Clock
  random: Random
  jobs: JobQueue
  mailSealKey: Buffer
  publicUrl: string
}

/** Who asks: a browser, as far as accounts look at it. */
export interface Caller {
  cookie: string | undefined
  userAgent: string | undefined
  /** The network address the server itself saw or was told by a proxy it trusts. */
  address: string
  locale: Locale
  /** A path of ours that the person is on the way to. */
  next: string | undefined
}

export interface Reply {
  isOk: boolean
  /** The library's own word for why not. */
  code: string | undefined
  body: unknown
  /** Set-Cookie lines for the browser. */
  cookies: string[]
  occasion: Occasion
}

/** Has the library do something for the caller, and queues what letters that brings. */
export async function ask(
  deps: IdentityDeps,
  caller: Caller,
  work: (headers: Headers) => Promise<Response>,
): Promise<Reply> {
  const occasion: Occasion = { locale: caller.locale, next: caller.next, letters: [] }
  const response = await during(occasion, () => work(headersOf(caller)))
  const body: unknown = await response.json()
  // What the library could not do for want of a database it says in words of its own.
  if (response.status >= 500) throw new AppError('Unavailable', { cause: body })
  for (const { to, accountId, letter } of occasion.letters) {
    const known = accountId ?? (await findAccountId(deps.db, to))
    await queueMail(deps, { to, locale: caller.locale, accountId: known, ...letter })
  }
  const code = wordOf(body, 'code')
  return { isOk: response.ok, code, body, cookies: response.headers.getSetCookie(), occasion }
}

function headersOf({ cookie, userAgent, address }: Caller): Headers {
  const headers = new Headers({ [addressHeader]: address })
  if (cookie !== undefined) headers.set('cookie', cookie)
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, 300))
  return headers
}

/** One text in what the library answered. */
export function wordOf(body: unknown, name: string): string | undefined {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : undefined
}

/** The account the library signed in; undefined where it asks for a second factor first. */
export function signedInAccount({ body }: Reply): { id: string; name: string } | undefined {
  const user = typeof body === 'object' && body !== null && 'user' in body ? body.user : undefined
  const id = wordOf(user, 'id')
  return id === undefined ? undefined : { id, name: wordOf(user, 'name') ?? '' }
}
