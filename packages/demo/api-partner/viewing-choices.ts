import type { Lesson } from './catalog.ts'
import type { Visit } from './visit.ts'

export interface ViewingChoices {
  /** The player's own language. */
  playerLanguage: string
  /** The captions to switch on, or `off`. */
  captions: string
}

export const playerLanguages: Record<string, string> = {
  en: 'English',
  it: 'Italiano',
  fr: 'Français',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
}

/** What the visitor chose, else what the browser says of its reader. */
export function viewingChoices({ query, acceptLanguage }: Visit, lesson: Lesson): ViewingChoices {
  const read = acceptLanguage.split(',').map((entry) => entry.trim().slice(0, 2).toLowerCase())
  const playerLanguage = [query.get('player') ?? '', ...read].find((tag) => Object.hasOwn(playerLanguages, tag)) ?? 'en'
  const wanted = query.get('captions')
  const offered = [...Object.keys(lesson.captions), 'off']
  const captions = offered.find((tag) => tag === (wanted ?? playerLanguage)) ?? 'off'
  return { playerLanguage, captions }
}
