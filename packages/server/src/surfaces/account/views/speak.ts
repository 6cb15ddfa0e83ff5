import type { Locale, Translator } from '../../../platform/i18n/index.ts'
import { translator } from '../../../platform/i18n/index.ts'
import type { Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'

/** Says the account pages' texts in the reader's language. */
export type Speak = Translator<keyof typeof messages.en>

export function speak(locale: Locale): Speak {
  return translator(locale, messages)
}

/** What every page here is shown with. */
export interface Stage {
  site: Site
  locale: Locale
  /** The page's own path and query. */
  url: string
  /** Where its reader was on the way to; a path of ours. */
  next: string | undefined
  visitor?: { name: string } | undefined
}

/** A path with the way to go on. */
export function carrying(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`
}

/** A name or address kept from reordering the sentence it stands in. */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`
}
