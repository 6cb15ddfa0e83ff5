import type { Heartbeat } from '@osteocom/contract'

/** How the lesson was watched and how well it played since the page was opened. */
export type Signals = Omit<Heartbeat, 'position' | 'state' | 'leaving'>

type Stretch = [from: number, to: number]

// As many as one report may name.
const stretchesAtOnce = 16
const longestStartMs = 600_000
const slackMs = 1000

/** Takes down what is played of a video and where it halts; the browser itself knows which parts it played. */
export function takeSignals(video: HTMLVideoElement, firstFrame: Promise<number>) {
  let startupMs: number | undefined
  let rebuffers = 0
  let rebufferMs = 0
  let haltedAt: number | undefined
  let playedMs = 0
  let contentSeconds = 0
  let last: { at: number; position: number } | undefined
  const known = new Set<string>()

  void firstFrame.then((ms) => {
    startupMs = Math.min(Math.round(ms), longestStartMs)
  })
  const flow = () => {
    if (haltedAt !== undefined) rebufferMs += performance.now() - haltedAt
    haltedAt = undefined
  }
  const step = () => {
    const now = { at: performance.now(), position: video.currentTime }
    const isMoving = !video.paused && !video.seeking && haltedAt === undefined
    const way = last ? now.position - last.position : 0
    const ms = last ? now.at - last.at : 0
    // What is further than playing can come was sought.
    if (isMoving && way > 0 && way < (ms / 1000) * video.playbackRate + 1) {
      // A computer that slept took no longer to play this than it takes.
      playedMs += Math.min(ms, (way / video.playbackRate) * 1000 + slackMs)
      contentSeconds += way
    }
    last = isMoving ? now : undefined
  }
  video.addEventListener('waiting', () => {
    // Whoever seeks waits by their own choice, and before the first moment the start is what lasts.
    if (video.seeking || video.played.length === 0 || haltedAt !== undefined) return
    haltedAt = performance.now()
    rebuffers += 1
  })
  for (const event of ['playing', 'seeking', 'pause', 'ended']) video.addEventListener(event, flow)
  for (const event of ['timeupdate', 'seeking', 'pause', 'playing', 'waiting']) video.addEventListener(event, step)

  return {
    read(): Signals {
      const watched = stretchesOf(video.played).filter((stretch) => !known.has(String(stretch)))
      return {
        watched: watched.slice(-stretchesAtOnce),
        played: Math.round(playedMs / 100) / 10,
        ...(playedMs > 1000 ? { speed: Math.round((contentSeconds / playedMs) * 1e5) / 100 } : {}),
        rebuffers,
        rebufferSeconds: Math.round(rebufferMs / 100) / 10,
        ...(startupMs === undefined ? {} : { startupMs }),
      }
    },
    /** These reached the server: it need not hear of the same stretches again. */
    reached({ watched = [] }: Signals): void {
      for (const stretch of watched) known.add(String(stretch))
    },
  }
}

function stretchesOf(played: TimeRanges): Stretch[] {
  const tenth = (seconds: number) => Math.round(seconds * 10) / 10
  return Array.from({ length: played.length }, (_, i) => [tenth(played.start(i)), tenth(played.end(i))] as Stretch)
}
