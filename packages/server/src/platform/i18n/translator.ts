import { createIntl, createIntlCache, type IntlShape } from '@formatjs/intl'
import { type Direction, direction, type Locale } from './locale.ts'

/** One language's texts, ICU by key. */
type Texts<Key extends string> = Readonly<Record<Key, string>>

/** The same keys in every language we speak. */
export type Messages<Key extends string> = Readonly<Record<Locale, Texts<Key>>>

export interface Translator<Key extends string> {
  (key: Key, values?: Record<string, string | number>): string
  locale: Locale
  dir: Direction
}

const cache = createIntlCache()
const shapes = new WeakMap<object, IntlShape>()

/** Speaks the messages in one locale; an unknown key does not compile. */
export function translator<Key extends string>(locale: Locale, messages: Messages<Key>): Translator<Key> {
  const intl = intlFor(locale, messages[locale])
  const translate = (key: Key, values?: Record<string, string | number>) => intl.formatMessage({ id: key }, values)
  return Object.assign(translate, { locale, dir: direction(locale) })
}

// Parsed messages live in the shape, so that a page costs no parsing after the first.
function intlFor(locale: Locale, texts: Readonly<Record<string, string>>): IntlShape {
  const known = shapes.get(texts)
  if (known) return known
  const intl = createIntl({ locale, messages: { ...texts }, onError: fail }, cache)
  shapes.set(texts, intl)
  return intl
}

// Faults in messages are found by the tests; a reader gets the text as it stands rather than an error page.
function fail(): void {}
