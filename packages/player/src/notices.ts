import type { Say } from './strings.ts'

const slowMs = 10_000

/** One line at the top of the stage: that the connection is lost, else that loading takes long. */
export function createNotices(notice: HTMLElement, video: HTMLVideoElement, say: Say) {
  let isLost = false
  let isSlow = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = () => {
    const text = isLost ? say('player.lost') : isSlow ? say('player.slow') : ''
    if (notice.textContent !== text) notice.textContent = text
  }
  const moving = () => {
    clearTimeout(timer)
    timer = undefined
    isSlow = false
    show()
  }
  const waiting = () => {
    if (video.paused && !video.seeking) return
    timer ??= setTimeout(() => {
      isSlow = true
      show()
    }, slowMs)
  }
  for (const event of ['play', 'waiting', 'seeking']) {
    video.addEventListener(event, () => video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && waiting())
  }
  for (const event of ['playing', 'seeked', 'pause', 'ended']) video.addEventListener(event, moving)
  return {
    lost: () => {
      isLost = true
      show()
    },
    flowing: () => {
      isLost = false
      show()
    },
    close: () => clearTimeout(timer),
  }
}
