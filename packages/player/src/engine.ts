import Hls, { ErrorTypes, Events, type HlsConfig, type LoadPolicy, type RetryConfig } from 'hls.js'
import type { Engine, EngineOptions } from './engine-interface.ts'
import { bestLanguage, named } from './languages.ts'
import { likelyBandwidth } from './line.ts'
import { WatchfulLoader } from './loader.ts'
import { keepHabit } from './memory.ts'
import { nativeEngine } from './native-engine.ts'
import { verdictOf } from './verdict.ts'

// A language no captions are in: hls.js would switch on a default track otherwise.
const noCaptions = { lang: 'zxx' }
const mediaRecoveries = 3
const bufferSeconds = 30
// Enough for the first frame and a start without a stall; a lesson nobody plays costs no more.
const idleBufferSeconds = 2

/** Plays through hls.js, which no other file knows, or through the browser's own HLS where there are no media source extensions. */
export function createEngine(options: EngineOptions): Engine {
  return Hls.isSupported() ? hlsEngine(options) : nativeEngine(options)
}

function hlsEngine(options: EngineOptions): Engine {
  const { video } = options
  const hls = new Hls(config(options))
  watch(hls, options)
  const line = lineOf(hls)
  const levels = () =>
    hls.levels.map((level, index) => ({ level, index })).sort((a, b) => b.level.bitrate - a.level.bitrate)
  return {
    load: () => {
      hls.loadSource(options.source)
      hls.attachMedia(video)
      addEventListener('pagehide', line.remember)
      video.addEventListener('play', () => (hls.config.maxBufferLength = bufferSeconds), { once: true })
    },
    retry: () => hls.startLoad(),
    drop: () => {
      line.remember()
      removeEventListener('pagehide', line.remember)
      hls.destroy()
      video.removeAttribute('src')
      video.load()
    },
    qualities: () =>
      levels().map(({ level, index }) => ({
        label: `${rungOf(level)}p`,
        isChosen: !hls.autoLevelEnabled && hls.loadLevel === index,
      })),
    chooseQuality: (place) => {
      hls.nextLevel = place < 0 ? -1 : (levels()[place]?.index ?? -1)
    },
    audios: () => named(hls.audioTracks, hls.audioTrack),
    chooseAudio: (index) => {
      hls.audioTrack = index
    },
    captions: () => named(hls.subtitleTracks, hls.subtitleTrack),
    chooseCaptions: (index) => {
      hls.subtitleTrack = index
    },
  }
}

// As the catalog has it: 1080p is a picture of 1920 × 1080, and one as large that stands upright or is wider.
function rungOf({ width, height }: { width: number; height: number }): number {
  return Math.max(Math.min(width || height, height), Math.round((Math.max(width, height) * 9) / 16))
}

function config(options: EngineOptions): Partial<HlsConfig> {
  const loads = { default: policy(options) }
  return {
    maxBufferLength: idleBufferSeconds,
    maxMaxBufferLength: 60,
    backBufferLength: 60,
    capLevelToPlayerSize: true,
    startPosition: options.startSeconds > 0 ? options.startSeconds : -1,
    abrEwmaDefaultEstimate: likelyBandwidth(),
    subtitlePreference: noCaptions,
    loader: WatchfulLoader,
    fetchSetup: async (context, init) => {
      if ('keyInfo' in context) await options.beforeKey()
      // Left as hls.js makes it, the request is the one that the page's preload has begun already.
      return new Request(options.address(context.url), init)
    },
    manifestLoadPolicy: loads,
    playlistLoadPolicy: loads,
    fragLoadPolicy: loads,
    keyLoadPolicy: loads,
  }
}

// The loader never gives up while the server is out of reach, whatever count this names; a clear refusal it never repeats.
// What is there and of no use, or not there at all, the engine tries so often over before it says that it is broken.
const fewTries = 4

function policy(options: EngineOptions): LoadPolicy['default'] {
  const patience: RetryConfig = {
    maxNumRetry: fewTries,
    retryDelayMs: 500,
    maxRetryDelayMs: 4_000,
    shouldRetry: (limits, _count, isTimeout, response) => {
      const verdict = isTimeout ? 'retry' : verdictOf(response?.code ?? 0)
      if (verdict === 'early') options.onKeyTooEarly()
      // A late answer is a slow line, and one that bids us wait an answer all the same.
      if (verdict === 'retry' && !isTimeout && response?.code !== 429) options.onLost()
      const mayComeYet = verdict === 'retry' || verdict === 'early'
      // Past the count hls.js asks again without a pause.
      if (limits) limits.maxNumRetry = mayComeYet ? Number.POSITIVE_INFINITY : fewTries
      return mayComeYet
    },
  }
  return { maxTimeToFirstByteMs: 10_000, maxLoadTimeMs: 60_000, timeoutRetry: patience, errorRetry: patience }
}

function watch(hls: Hls, options: EngineOptions): void {
  let recoveries = 0
  hls.on(Events.MANIFEST_PARSED, (_event, { subtitleTracks }) => {
    const chosen = bestLanguage(options.captions, subtitleTracks)
    hls.config.subtitlePreference = chosen ? { lang: chosen.lang ?? '', name: chosen.name } : noCaptions
  })
  hls.on(Events.FRAG_LOADED, options.onFlowing)
  hls.on(Events.LEVEL_LOADED, options.onFlowing)
  hls.on(Events.FRAG_BUFFERED, (_event, { frag }) => {
    // A last scrap of sound that begins where the picture ends is cut off by the browser; hls.js would wait for it for
    // ever, a blink before the end.
    if (frag.type === 'audio' && 'endList' in frag && frag.endList) hls.trigger(Events.BUFFER_EOS, { type: 'audio' })
  })
  hls.on(Events.ERROR, (_event, data) => {
    const status = data.response?.code
    if (status !== undefined && verdictOf(status) === 'refused') {
      options.onRefused()
    } else if (data.fatal && data.type === ErrorTypes.MEDIA_ERROR && recoveries < mediaRecoveries) {
      recoveries += 1
      hls.recoverMediaError()
    } else if (data.fatal) {
      options.onBroken()
    }
  })
}

// One or two tell nothing yet of a line.
const fewestSegments = 4

function lineOf(hls: Hls) {
  let segments = 0
  hls.on(Events.FRAG_LOADED, () => (segments += 1))
  return {
    remember: () => {
      const { bandwidthEstimate } = hls
      if (segments >= fewestSegments && bandwidthEstimate > 0) keepHabit({ bandwidth: Math.round(bandwidthEstimate) })
    },
  }
}
