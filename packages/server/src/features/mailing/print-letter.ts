import { composeLetter } from './compose-letter.ts'
import { letterText } from './letter-text.ts'
import type { Letterhead } from './letterhead.ts'
import type { Mail } from './mail.ts'
import { letterHtml } from './views/letter.tsx'

/** A letter ready to be read. */
export interface PrintedLetter {
  subject: string
  html: string
  text: string
}

/** Sets a letter in the reader's language, as HTML and as plain text that say the same. */
export function printLetter(letterhead: Letterhead, mail: Mail): PrintedLetter {
  const { words, t } = composeLetter(letterhead, mail)
  return { subject: words.subject, html: letterHtml(letterhead, words, t), text: letterText(words) }
}
