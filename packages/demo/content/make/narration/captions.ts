import type { Cue } from '../stage/clock.ts'
import type { Script } from './script.ts'

const lineLength = 42

/** A lesson's captions as WebVTT, or an error naming the caption that does not fit. */
export function writeCaptions(script: Script, cues: readonly Cue[], language: string): string {
  const blocks = script.beats.map((beat, i) => {
    const cue = cues[i]
    const words = beat.caption[language]
    if (!cue || !words) throw new Error(`No ${language} caption for: ${beat.phrase}`)
    return `${i + 1}\n${stamp(cue.start)} --> ${stamp(cue.end + 0.4)}\n${brokenInTwo(words)}\n`
  })
  return `WEBVTT\n\n${blocks.join('\n')}`
}

/** One line if it fits, else the two most even lines. */
function brokenInTwo(words: string): string {
  if (words.length <= lineLength) return words
  const breaks = [...words.matchAll(/ /g)].map((space) => space.index)
  const fitting = breaks.filter((at) => at <= lineLength && words.length - at - 1 <= lineLength)
  const best = fitting.sort((a, b) => unevenness(words, a) - unevenness(words, b))[0]
  if (best === undefined) throw new Error(`Caption does not fit two lines of ${lineLength}: ${words}`)
  return `${words.slice(0, best)}\n${words.slice(best + 1)}`
}

// A break after a full stop or comma reads best, so it may be a little less even.
function unevenness(words: string, at: number): number {
  const isAfterStop = /[.,:;،؛]/.test(words[at - 1] ?? '')
  return Math.abs(words.length - 2 * at) - (isAfterStop ? 24 : 0)
}

export function stamp(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return `${two(ms / 3600000)}:${two((ms / 60000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
