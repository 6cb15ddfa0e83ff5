import { buildShell } from '../../html/index.ts'
import { type Locale, locales } from '../../i18n/index.ts'
import type { Site } from '../index.ts'

/** A site in test mode, with whatever a test is about. */
export async function aSite(change: Partial<Site> = {}): Promise<Site> {
  return {
    shell: await buildShell({ name: 'Osteocom', accent: '#0f6b6b' }),
    mode: 'test',
    publicUrl: 'https://courses.example',
    home: '/my-courses',
    navigation: [],
    signIn: '/account/sign-in',
    signOut: '/account/sign-out',
    ...change,
  }
}

/** The same words whatever the language. */
export function everywhere(text: string): Record<Locale, string> {
  return Object.fromEntries(locales.map((locale) => [locale, text])) as Record<Locale, string>
}
