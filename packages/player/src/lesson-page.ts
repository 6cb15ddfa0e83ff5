import { startPosition } from './resume.ts'
import { type Say, speaker } from './strings.ts'

/** What the page around the player says about its lesson. */
export type LessonPage = {
  source: string
  heartbeat: string
  poster: string
  storyboard: string
  title: string
  language: string
  direction: 'ltr' | 'rtl'
  captions: string
  /** Whether to begin without being pressed, where the browser allows that. */
  playsAtOnce: boolean
  /** Where the server last saw the learner, in seconds. */
  reportedSeconds: number
  startSeconds: number
  durationSeconds: number
  /** The code to show over the picture; empty where none is wanted. */
  watermark: string
  texts: Record<string, string>
  say: Say
}

/** Reads the attributes of `<lesson-player>` and the texts inside it. */
export function readLessonPage(host: HTMLElement): LessonPage {
  const read = (name: string) => host.getAttribute(name) ?? ''
  const reportedSeconds = Number(read('start')) || 0
  const durationSeconds = Number(read('duration')) || 0
  const texts = readTexts(host)
  return {
    source: new URL(read('src'), document.baseURI).href,
    heartbeat: new URL(read('heartbeat'), document.baseURI).href,
    poster: read('poster'),
    storyboard: read('storyboard'),
    title: takeTitle(host),
    language: read('lang') || document.documentElement.lang || 'en',
    direction: read('dir') === 'rtl' ? 'rtl' : 'ltr',
    captions: read('sublang'),
    playsAtOnce: host.hasAttribute('autoplay'),
    reportedSeconds,
    startSeconds: startPosition(reportedSeconds, durationSeconds),
    durationSeconds,
    watermark: read('watermark'),
    texts,
    say: speaker(texts),
  }
}

// Left where it is, the title would hang over the stage as a tooltip.
function takeTitle(host: HTMLElement): string {
  const title = host.getAttribute('title')
  if (title !== null) host.dataset['title'] = title
  host.removeAttribute('title')
  return host.dataset['title'] ?? ''
}

function readTexts(host: HTMLElement): Record<string, string> {
  const script = host.querySelector('script[data-strings]')
  try {
    const found: unknown = JSON.parse(script?.textContent ?? '{}')
    const entries = typeof found === 'object' && found ? Object.entries(found) : []
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return {}
  }
}
