import type { Engine, EngineOptions } from './engine-interface.ts'
import { bestLanguage, named } from './languages.ts'

/** The part of a list that TypeScript's library does not know, and Chromium neither. */
type AudioTracks = ArrayLike<{ label: string; language: string; enabled: boolean }>

/** Plays through the browser's own HLS, which keeps quality to itself and tells no more of a failure than that it failed. */
export function nativeEngine(options: EngineOptions): Engine {
  const { video } = options
  // Undefined leaves captions and speech to the settings of the device; an empty language is a choice.
  let wanted = options.captions || undefined
  let spoken: string | undefined
  let hasFailed = false
  let isSwitching = false

  const captions = () => [...video.textTracks].filter(({ kind }) => kind === 'subtitles' || kind === 'captions')
  const audios = () => Array.from((video as { audioTracks?: AudioTracks }).audioTracks ?? [])
  const show = (index: number) => {
    captions().forEach((track, place) => {
      track.mode = place === index ? 'showing' : 'disabled'
    })
  }
  const speak = (index: number) => {
    audios().forEach((track, place) => {
      track.enabled = place === index
    })
  }
  const choose = () => {
    if (wanted !== undefined) show(places(captions(), wanted))
    const place = places(audios(), spoken ?? '')
    if (place >= 0) speak(place)
  }

  const open = (seconds: number, plays: boolean) => {
    video.src = options.address(options.source)
    // Before there is anything to seek in, this is where it begins, and what the video says until it does.
    video.currentTime = seconds
    video.addEventListener(
      'loadedmetadata',
      () => {
        isSwitching = false
        if (video.currentTime < seconds) video.currentTime = seconds
        choose()
        if (plays) void video.play().catch(() => undefined)
      },
      { once: true },
    )
  }
  let [place, isPlaying] = [options.startSeconds, false]
  const remember = () => {
    // A failure pauses too, once it has happened.
    if (isSwitching || video.error || video.readyState === 0) return
    place = video.currentTime
    isPlaying = !video.paused
  }
  const flowing = () => {
    hasFailed = false
  }
  const failed = () => {
    // Whether it was refused, lost or cannot be read, it does not say. The server knows of the first; what fails at once
    // when it is tried again cannot be read.
    const fails = hasFailed ? options.onBroken : options.onRefused
    hasFailed = true
    fails()
  }
  const events = [
    ...['timeupdate', 'play', 'pause', 'seeking'].map((event) => [event, remember] as const),
    ['playing', flowing] as const,
    ['error', failed] as const,
  ]
  for (const [event, act] of events) video.addEventListener(event, act)
  video.textTracks.addEventListener('addtrack', choose)

  return {
    load: () => open(place, false),
    retry: () => {
      // What plays again by itself is left alone.
      if (!video.error) return
      isSwitching = true
      open(place, isPlaying)
    },
    drop: () => {
      for (const [event, act] of events) video.removeEventListener(event, act)
      video.textTracks.removeEventListener('addtrack', choose)
      video.removeAttribute('src')
      video.load()
    },
    qualities: () => [],
    chooseQuality: () => undefined,
    audios: () =>
      named(
        audios().map(({ label, language }) => ({ name: label, lang: language })),
        audios().findIndex(({ enabled }) => enabled),
      ),
    chooseAudio: (index) => {
      spoken = audios()[index]?.language
      speak(index)
    },
    captions: () =>
      named(
        captions().map(({ label, language }) => ({ name: label, lang: language })),
        captions().findIndex(({ mode }) => mode === 'showing'),
      ),
    chooseCaptions: (index) => {
      wanted = captions()[index]?.language ?? ''
      show(index)
    },
  }
}

function places(tracks: { language: string }[], language: string): number {
  const rows = tracks.map((track, index) => ({ lang: track.language, index }))
  return bestLanguage(language, rows)?.index ?? -1
}
