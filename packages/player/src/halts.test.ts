import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { takeSignals } from './signals.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A video that does what it is told, and what is taken down of it. */
function watched({ playbackRate = 1 } = {}) {
  const state = { paused: true, seeking: false, currentTime: 0, playbackRate, played: ranges([]) }
  const video = Object.assign(new EventTarget(), state)
  let begun: number | undefined
  const signals = takeSignals(video as unknown as HTMLVideoElement, new Promise(() => undefined))
  const tell = (event: string) => video.dispatchEvent(new Event(event))
  return {
    ...signals,
    tell,
    play: (seconds: number) => {
      begun ??= video.currentTime
      video.paused = false
      tell('playing')
      for (let step = 0; step < seconds * 4; step += 1) {
        vi.advanceTimersByTime(250)
        video.currentTime += 0.25 * playbackRate
        video.played = ranges([[begun, video.currentTime]])
        tell('timeupdate')
      }
    },
    sleep: (seconds: number) => {
      vi.advanceTimersByTime(seconds * 1000)
      video.currentTime += 0.25 * playbackRate
      tell('timeupdate')
    },
    halt: (seconds: number) => {
      tell('waiting')
      vi.advanceTimersByTime(seconds * 1000)
    },
    seek: (to: number) => {
      video.seeking = true
      video.currentTime = to
      tell('seeking')
    },
    arrive: () => {
      video.seeking = false
      tell('seeked')
    },
  }
}

function ranges(stretches: [number, number][]): TimeRanges {
  const at = (side: 0 | 1) => (i: number) => stretches[i]?.[side] ?? 0
  return { length: stretches.length, start: at(0), end: at(1) }
}

test('the wait before the first moment is no halt', () => {
  const video = watched()
  video.halt(3)
  video.play(2)
  expect(video.read()).toMatchObject({ rebuffers: 0, rebufferSeconds: 0, played: 2 })
})

test('a halt counts once, with how long it lasted, and not as watching', () => {
  const video = watched()
  video.play(2)
  video.halt(1.5)
  video.halt(0.5)
  video.play(2)
  expect(video.read()).toMatchObject({ rebuffers: 1, rebufferSeconds: 2, played: 4, watched: [[0, 4]] })
})

test('who seeks waits by their own choice', () => {
  const video = watched()
  video.play(2)
  video.seek(30)
  video.halt(4)
  video.arrive()
  video.play(2)
  expect(video.read()).toMatchObject({ rebuffers: 0, rebufferSeconds: 0, played: 4 })
})

test('the speed is that of what was watched, halts left out', () => {
  const video = watched({ playbackRate: 2 })
  video.play(4)
  video.halt(10)
  video.play(4)
  expect(video.read()).toMatchObject({ played: 8, speed: 2, watched: [[0, 16]] })
})

test('a clock that jumps, as when a computer sleeps, is not time watched', () => {
  const video = watched()
  video.play(2)
  video.sleep(3600)
  video.play(2)
  const { played = 0, speed = 0 } = video.read()
  expect(played).toBeLessThan(6)
  expect(speed).toBeGreaterThan(0.7)
})
