import type { Cue } from '../stage/clock.ts'
import { plateSeconds } from '../stage/page.ts'
import type { Script } from './script.ts'
import { layTrack, type Sound, secondsOf } from './sound.ts'
import { speak } from './voice.ts'

export interface Timeline {
  cues: Cue[]
  durationSeconds: number
  tracks: { language: string; sound: Sound }[]
}

const pauseSeconds = 0.55
const tailSeconds = 1.8
const gopSeconds = 2

/** Speaks every sentence in every audio language; each lasts as long as its slowest speaker. */
export async function timeLesson(script: Script): Promise<Timeline> {
  const voices = new Map<string, { at: number; sound: Sound }[]>(script.audio.map((language) => [language, []]))
  const cues: Cue[] = []
  let at = plateSeconds
  for (const beat of script.beats) {
    let longest = 0
    for (const [language, parts] of voices) {
      const words = beat.speech?.[language] ?? beat.caption[language]
      if (!words) throw new Error(`Nothing to say in ${language}: ${beat.phrase}`)
      const sound = await speak(language, words)
      parts.push({ at, sound })
      longest = Math.max(longest, secondsOf(sound))
    }
    cues.push({ start: at, end: at + longest, phrase: beat.phrase })
    at += longest + pauseSeconds
  }
  // Whole GOPs only, so that the last segment of every rendition ends with the film.
  const durationSeconds = Math.ceil((at + tailSeconds) / gopSeconds) * gopSeconds
  const tracks = [...voices].map(([language, parts]) => ({ language, sound: layTrack(parts, durationSeconds) }))
  return { cues, durationSeconds, tracks }
}
