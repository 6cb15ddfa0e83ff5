import { createHmac } from 'node:crypto'

/** How long one code is shown, in milliseconds. */
export const slotMs = 5 * 60_000

// Crockford's: no letter that is taken for another.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

/** What is shown over a lesson: derived, so that no code is ever stored. */
export interface Watermark {
  key: Buffer
  isShown: boolean
}

export function slotAt(time: Date): number {
  return Math.floor(time.getTime() / slotMs)
}

/** The eight characters that a session shows during a slot. */
export function watermarkCode(key: Buffer, sessionId: Buffer, slot: number): string {
  const digest = createHmac('sha256', key).update(sessionId).update(`:${slot}`).digest()
  return Array.from({ length }, (_, i) => alphabet[(digest[i] ?? 0) & 31]).join('')
}

/** The code to show now, where codes are shown at all. */
export function shownCode({ key, isShown }: Watermark, sessionId: Buffer, now: Date): string | undefined {
  return isShown ? watermarkCode(key, sessionId, slotAt(now)) : undefined
}

/** A code as a person read it off a picture; undefined where it cannot be one. */
export function readCode(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0').replace(/U/g, 'V')
  return code.length === length && Array.from(code).every((letter) => alphabet.includes(letter)) ? code : undefined
}

// What a blurred picture does not tell apart.
const alike = ['0DQ', '17', '2Z', '5S', '6CG', '8B', 'VY', 'MN']

/** In how many letters two codes differ, all of them easily mistaken; undefined where one letter is another for sure. */
export function misreadLetters(code: string, shown: string): number | undefined {
  let misread = 0
  for (const [i, letter] of Array.from(code).entries()) {
    const other = shown[i] ?? ''
    if (letter === other) continue
    if (!alike.some((set) => set.includes(letter) && set.includes(other))) return undefined
    misread += 1
  }
  return misread
}
