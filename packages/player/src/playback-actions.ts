import type { KeyActions } from './keyboard.ts'
import { rates } from './rates.ts'

/** What the keys do, in terms of the video. */
export function playbackActions({
  root,
  video,
  toggleCaptions,
}: {
  root: HTMLElement
  video: HTMLVideoElement
  toggleCaptions: () => void
}): KeyActions {
  const seek = (seconds: number) => {
    const { duration } = video
    if (Number.isFinite(duration)) video.currentTime = Math.min(Math.max(0, seconds), duration)
  }
  return {
    togglePlay: () => (video.paused ? void video.play().catch(() => undefined) : video.pause()),
    seekBy: (seconds) => seek(video.currentTime + seconds),
    seekTo: (part) => seek(video.duration * part),
    volumeBy: (step) => {
      video.volume = Math.min(1, Math.max(0, video.volume + step))
      video.muted = video.volume === 0
    },
    toggleMute: () => (video.muted = !video.muted),
    toggleFullscreen: () => {
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
      else if (document.fullscreenEnabled) void root.requestFullscreen().catch(() => undefined)
    },
    toggleCaptions,
    rateBy: (steps) => {
      const at = rates.findIndex((rate) => rate >= video.playbackRate)
      const next = rates[Math.min(rates.length - 1, Math.max(0, (at < 0 ? rates.length - 1 : at) + steps))]
      if (next) video.playbackRate = next
    },
  }
}
