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
