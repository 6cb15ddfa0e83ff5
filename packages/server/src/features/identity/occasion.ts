import { AsyncLocalStorage } from 'node:async_hooks'
import type { Locale } from '../../platform/i18n/index.ts'
import type { Letter } from '../mailing/index.ts'

/** What is going on while the library works for someone: it tells its callbacks neither the language nor where to go next. */
export interface Occasion {
  locale: Locale
  /** A path of ours that the person was on the way to. */
  next: string | undefined
  /** What the library asked to be sent; queued once it is through, so that a failure is not lost in its log. */
  letters: { to: string; accountId: string | undefined; letter: Letter }[]
  /** The account that came into being. */
  createdAccountId?: string
  /** The account whose password was set anew. */
  resetAccountId?: string
}

const occasions = new AsyncLocalStorage<Occasion>()

export function during<Result>(occasion: Occasion, work: () => Promise<Result>): Promise<Result> {
  return occasions.run(occasion, work)
}

export function currentOccasion(): Occasion {
  const occasion = occasions.getStore()
  if (!occasion) throw new Error('the account library was called outside an occasion')
  return occasion
}
