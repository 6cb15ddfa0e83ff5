import { rates } from './rates.ts'

/** How a learner likes lessons to play, as this device remembers it. */
export interface Habits {
  rate: number
  volume: number
  isMuted: boolean
  captions: { isOn: boolean; language: string }
  /** What the line carried, in bits a second. */
  bandwidth: number
}

const key = 'osteocom-player'

/** The habits this device remembers; those it cannot tell are missing. */
export function recallHabits(): Partial<Habits> {
  const kept = read()
  const { rate, volume, isMuted, captions, bandwidth } = kept
  const { isOn, language } = (typeof captions === 'object' && captions ? captions : {}) as Record<string, unknown>
  return {
    ...(typeof rate === 'number' && rates.includes(rate) ? { rate } : {}),
    ...(typeof volume === 'number' && volume >= 0 && volume <= 1 ? { volume } : {}),
    ...(typeof isMuted === 'boolean' ? { isMuted } : {}),
    ...(typeof bandwidth === 'number' && bandwidth > 0 ? { bandwidth } : {}),
    ...(typeof isOn === 'boolean' && typeof language === 'string' ? { captions: { isOn, language } } : {}),
  }
}

/** Remembers a habit for the lessons to come, where the browser lets us. */
export function keepHabit(habit: Partial<Habits>): void {
  try {
    localStorage.setItem(key, JSON.stringify({ ...recallHabits(), ...habit }))
  } catch {
    // A sandboxed frame has no storage, and a full one takes nothing more: this lesson plays all the same.
  }
}

/** Sets a video to the remembered speed and volume, and remembers what is changed from now on. */
export function followHabits(video: HTMLVideoElement): void {
  const { rate, volume, isMuted } = recallHabits()
  if (rate !== undefined) {
    video.defaultPlaybackRate = rate
    video.playbackRate = rate
  }
  if (volume !== undefined) video.volume = volume
  if (isMuted !== undefined) video.muted = isMuted
  const keepRate = () => {
    // Loading a source goes back to the default speed, which would be taken for the learner's wish.
    video.defaultPlaybackRate = video.playbackRate
    keepHabit({ rate: video.playbackRate })
  }
  video.addEventListener('ratechange', keepRate)
  video.addEventListener('volumechange', () => keepHabit({ volume: video.volume, isMuted: video.muted }))
}

function read(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept ? (kept as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
