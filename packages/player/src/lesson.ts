import { announcer } from './announce.ts'
import { captionsToggle, captionsWish, rememberingCaptions } from './captions.ts'
import { type Ending, endingPage } from './ending.ts'
import { createEngine } from './engine.ts'
import { listenForKeys } from './keyboard.ts'
import { type LessonPage, readLessonPage } from './lesson-page.ts'
import { followHabits } from './memory.ts'
import { createNotices } from './notices.ts'
import { playbackActions } from './playback-actions.ts'
import { afterRefusal } from './refusal.ts'
import { Session } from './session.ts'
import { takeSignals } from './signals.ts'
import { createStage, labelStart, type Stage } from './stage.ts'
import { showWatermark } from './watermark.ts'

/** Plays the lesson its page describes inside `host`, until it ends, is stopped or is closed. */
export function openLesson(host: HTMLElement): { close: () => void } {
  const page = readLessonPage(host)
  const stage = createStage(page)
  const { root, video } = stage
  const announce = announcer(host, video)
  const notices = createNotices(stage.notice, video, page.say)
  const isPlaced = placeKnown(video, page.startSeconds)
  const captions = captionsWish(page.captions)
  followHabits(video)
  const firstFrame = new Promise<number>((resolve) => video.requestVideoFrameCallback?.(resolve))
  const watermark = showWatermark(root, video, page.watermark)

  const session = new Session({
    heartbeat: page.heartbeat,
    knownSeconds: page.reportedSeconds,
    position: () => (isPlaced() ? video.currentTime : page.startSeconds),
    state: () => (video.ended ? 'ended' : video.seeking ? 'seeking' : video.paused ? 'paused' : 'playing'),
    signals: takeSignals(video, firstFrame),
    onEnded: (reason) => stop(reason),
    onReached: notices.flowing,
    onWatermark: watermark.change,
  })
  const engine = rememberingCaptions(
    createEngine({
      video,
      source: page.source,
      startSeconds: page.startSeconds,
      captions: captions.shown,
      address: (url) => session.address(url),
      beforeKey: () => session.settled(),
      onKeyTooEarly: () => session.reportEarlyKey(),
      onRefused: () => void refusal(),
      onBroken: () => stop('broken'),
      onLost: notices.lost,
      onFlowing: notices.flowing,
    }),
  )
  const refusal = afterRefusal(session, { retry: () => engine.retry(), stop: () => stop('refused') })
  const toggleCaptions = captionsToggle(engine, captions.language, page.language)
  const actions = playbackActions({ root, video, toggleCaptions })
  const forgetKeys = listenForKeys(root, actions)
  const forgetPage = watchPage(session)

  const close = () => {
    forgetKeys()
    forgetPage()
    notices.close()
    watermark.close()
    session.end()
    engine.drop()
    root.remove()
  }
  const stop = (ending: Ending) => {
    if (!root.isConnected) return
    const place = isPlaced() ? video.currentTime : page.startSeconds
    video.pause()
    announce('stopped', ending)
    leaveScreens(video)
    // The server still takes it for watched.
    if (ending === 'broken' || ending === 'refused') session.leave()
    close()
    const again = () => {
      host.querySelector('.ending')?.remove()
      host.setAttribute('start', String(place))
      openLesson(host)
    }
    const reload = () => location.reload()
    const here = { label: 'ending.superseded.action', go: reload } as const
    const ways = {
      superseded: here,
      takenOver: here,
      signedOut: { label: 'ending.signedOut.action', go: reload },
      expired: { label: 'ending.broken.action', go: reload },
      refused: { label: 'ending.broken.action', go: reload },
      broken: { label: 'ending.broken.action', go: again },
    } as const
    host.append(endingPage(ending, { say: page.say, direction: page.direction, ways }))
  }

  root.addEventListener(
    'mediatogglesubtitlesrequest',
    (event) => {
      event.stopPropagation()
      toggleCaptions()
    },
    { capture: true },
  )
  listenToVideo(stage, page, { session, announce, isPlaced })
  host.append(root)
  video.autoplay = page.playsAtOnce
  engine.load()
  // The first frame does not need the controls, so they come beside it.
  void import('./controls.ts').then(({ installControls }) => {
    if (root.isConnected) installControls(page, stage, engine)
  })
  return {
    close: () => {
      session.leave()
      close()
    },
  }
}

function listenToVideo(
  { root, video, start }: Stage,
  { say }: LessonPage,
  {
    session,
    announce,
    isPlaced,
  }: { session: Session; announce: ReturnType<typeof announcer>; isPlaced: () => boolean },
): void {
  video.addEventListener(
    'loadedmetadata',
    () => {
      session.greet()
      announce('ready')
    },
    { once: true },
  )
  video.requestVideoFrameCallback?.(() => announce('firstframe'))
  video.addEventListener('play', () => {
    root.toggleAttribute('data-started', true)
    void session.report('playing')
    announce('play')
  })
  video.addEventListener('pause', () => {
    if (video.ended) return
    void session.report()
    announce('pause')
  })
  video.addEventListener('seeking', () => {
    // The engine's own way to the place to resume at is no news.
    if (!isPlaced()) return
    if (video.currentTime < video.duration) root.toggleAttribute('data-started', true)
    session.sought()
  })
  video.addEventListener('ended', () => {
    labelStart(start, say('player.again'))
    root.toggleAttribute('data-started', false)
    void session.report('ended')
    announce('ended')
  })
  start.addEventListener('click', () => {
    void video.play().catch(() => undefined)
    root.querySelector<HTMLElement>('media-play-button')?.focus()
  })
}

// Until it has moved to the place to resume at, the element says 0, which would send the learner back to the beginning.
function placeKnown(video: HTMLVideoElement, startSeconds: number): () => boolean {
  let isKnown = false
  const look = ({ type }: Event) => {
    const place = video.currentTime
    // To anywhere else than that place the learner seeks; what is there comes only once it has been told.
    const isSought = type === 'seeking' && Math.abs(place - startSeconds) > 1
    if (type === 'playing' || isSought || (!video.seeking && place >= startSeconds - 0.5)) isKnown = true
  }
  for (const event of ['loadeddata', 'seeking', 'seeked', 'playing']) video.addEventListener(event, look)
  return () => isKnown
}

function watchPage(session: Session): () => void {
  const leave = () => session.leave()
  const back = () => void session.report()
  const restored = ({ persisted }: PageTransitionEvent) => {
    if (persisted) back()
  }
  const hidden = () => document.visibilityState === 'hidden' && session.hide()
  addEventListener('pagehide', leave)
  // Earlier than the next page is asked for, so that this one no longer counts as watched beside it.
  addEventListener('beforeunload', leave)
  document.addEventListener('visibilitychange', hidden)
  addEventListener('online', back)
  addEventListener('pageshow', restored)
  return () => {
    removeEventListener('pagehide', leave)
    removeEventListener('beforeunload', leave)
    document.removeEventListener('visibilitychange', hidden)
    removeEventListener('online', back)
    removeEventListener('pageshow', restored)
  }
}

function leaveScreens(video: HTMLVideoElement): void {
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined)
  if (document.pictureInPictureElement === video) void document.exitPictureInPicture().catch(() => undefined)
}
