import { ar } from './ar.ts'
import { de } from './de.ts'
import { en, type Words } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'

export type { Words } from './en.ts'
export type Language = 'en' | 'it' | 'fr' | 'de' | 'es' | 'ar'

export const words: Record<Language, Words> = { en, it, fr, de, es, ar }

/** The languages by their own names. */
export const languages: Record<Language, string> = {
  en: 'English',
  it: 'Italiano',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
}

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(words, text)
}
