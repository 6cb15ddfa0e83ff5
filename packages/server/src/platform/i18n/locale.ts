export const locales = ['en', 'it', 'fr', 'de', 'es', 'ar'] as const

export type Locale = (typeof locales)[number]

export type Direction = 'ltr' | 'rtl'

const byDefault: Locale = 'en'
const rightToLeft: readonly Locale[] = ['ar']

/** The locale we speak that serves the reader best: what was asked for, then what the browser prefers, then English. */
export function negotiateLocale(requested?: string, acceptLanguage?: string): Locale {
  for (const tag of [requested ?? '', ...preferredTags(acceptLanguage ?? '')]) {
    const locale = spokenLocale(tag)
    if (locale) return locale
  }
  return byDefault
}

/** Whether the locale is written from the left or from the right. */
export function direction(locale: Locale): Direction {
  return rightToLeft.includes(locale) ? 'rtl' : 'ltr'
}

function isLocale(text: string): text is Locale {
  return (locales as readonly string[]).includes(text)
}

function spokenLocale(tag: string): Locale | undefined {
  const language = tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? ''
  return isLocale(language) ? language : undefined
}

// The header is a stranger's text: it is cut short, and what does not parse counts for nothing.
function preferredTags(acceptLanguage: string): string[] {
  return acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';')
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/i.exec(text)?.[1]).find(Boolean)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
}
