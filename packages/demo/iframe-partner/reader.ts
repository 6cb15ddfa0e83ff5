import { randomBytes } from 'node:crypto'
import { isLanguage, type Language } from './words/index.ts'

export type Theme = 'auto' | 'light' | 'dark'

/** Who sits at the desk, and how they like their paper. */
export interface Reader {
  /** The magazine's own stable id of its reader: what the platform is given as `partnerUserId`. */
  id: string
  theme: Theme
  language: Language
}

/** Readers with a name, so that one can be somebody else and come back. */
export const namedReaders: Record<string, string> = {
  'reader-ingrid': 'Ingrid',
  'reader-mateo': 'Mateo',
  'reader-yasmin': 'Yasmin',
}

export const themes: readonly Theme[] = ['light', 'dark', 'auto']

const cookieName = 'sinew'
const keptSeconds = 180 * 24 * 60 * 60

/** Who the request's cookie says is reading; else Ingrid, in a language of the browser's. */
export function readReader({ cookie = '', acceptLanguage = '' }: { cookie?: string; acceptLanguage?: string }): Reader {
  const kept = new Map(cookie.split(';').map((pair) => pair.trim().split('=', 2) as [string, string | undefined]))
  const [id = '', theme = '', language = ''] = kept.get(cookieName)?.split('.') ?? []
  const spoken = acceptLanguage.split(',').map((entry) => entry.trim().slice(0, 2).toLowerCase())
  return changeReader(
    { id: 'reader-ingrid', theme: 'auto', language: spoken.find(isLanguage) ?? 'en' },
    new URLSearchParams({ reader: id, theme, language }),
  )
}

/** The reader with the choices of a form; what the desk does not offer changes nothing. */
export function changeReader(reader: Reader, choices: URLSearchParams): Reader {
  const id = choices.get('reader') === 'new' ? `reader-${randomBytes(4).toString('hex')}` : choices.get('reader')
  const language = choices.get('language') ?? ''
  return {
    id: id !== null && isReaderId(id) ? id : reader.id,
    theme: themes.find((theme) => theme === choices.get('theme')) ?? reader.theme,
    language: isLanguage(language) ? language : reader.language,
  }
}

/** The value of a `Set-Cookie` header that keeps the reader for half a year. */
export function readerCookie({ id, theme, language }: Reader, path: string): string {
  return `${cookieName}=${id}.${theme}.${language}; Path=${path}/; Max-Age=${keptSeconds}; HttpOnly; SameSite=Lax`
}

function isReaderId(id: string): boolean {
  return Object.hasOwn(namedReaders, id) || /^reader-[0-9a-f]{8}$/.test(id)
}
