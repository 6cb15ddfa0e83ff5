import type { Locale } from './locale.ts'

/** The language's own name as it stands alone in a menu: `Français`, `Italiano`, `العربية`; junk comes back as it is. */
export function languageName(tag: string): string {
  try {
    const [canonical = tag] = Intl.getCanonicalLocales(tag)
    const name = new Intl.DisplayNames([canonical], { type: 'language', fallback: 'code' }).of(canonical) ?? tag
    const [first = '', ...rest] = name
    return first.toLocaleUpperCase(canonical) + rest.join('')
  } catch {
    return tag
  }
}

/** The language's name in the reader's language, as it stands in a list: `Italian`, `italien`, `الإيطالية`. */
export function namedLanguage(locale: Locale, tag: string): string {
  try {
    return new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
