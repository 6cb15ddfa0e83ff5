import { decodeText } from './caption-encoding.ts'

/** What is wrong with a caption file, in words that follow its name. */
export class CaptionsRefused extends Error {}

const maxBytes = 4 * 1024 * 1024
const time = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3})\d*)?`
const timing = new RegExp(String.raw`^${time}\s*--?>\s*${time}(?![\d:])(.*)$`)
// Words may hold an arrow too; a line that begins with a number and then one is meant as times.
const isTiming = /^-?\d[\d:.,\s]*--?>/
const settings = /^(?:vertical|line|position|size|align):[\w.,%-]+$/

// Players of the browsers' own go by the map: our pictures begin at 0 too.
const head = 'WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0'

interface Cue {
  start: number
  end: number
  settings: string
  text: string[]
}

/**
 * WebVTT from a WebVTT or SubRip file in any of the usual encodings, those of its language among them;
 * `CaptionsRefused` with the line that is wrong.
 */
export function readCaptions(bytes: Buffer, language = 'en'): string {
  if (bytes.length > maxBytes) throw new CaptionsRefused('is larger than 4 MB: that is no caption file')
  const text = decodeText(bytes, language)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd')
  const cues = readCues(text.split('\n'), /^WEBVTT(?=[ \t\n]|$)/.test(text))
  if (cues.length === 0)
    throw new CaptionsRefused('holds no captions: it must be a WebVTT (.vtt) or SubRip (.srt) file')
  cues.sort((a, b) => a.start - b.start)
  const blocks = cues.map((cue) => [`${show(cue.start)} --> ${show(cue.end)}${cue.settings}`, ...cue.text].join('\n'))
  return `${[head, ...blocks].join('\n\n')}\n`
}

function readCues(lines: string[], isWebVtt: boolean): Cue[] {
  const cues: Cue[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim()
    if (!isTiming.test(line)) continue
    const times = timing.exec(line)
    if (!times) throw new CaptionsRefused(`has a time in line ${at + 1} that cannot be read: ${line.slice(0, 60)}`)
    const start = seconds(times.slice(1, 5))
    const end = seconds(times.slice(5, 9))
    if (end < start) throw new CaptionsRefused(`has a caption in line ${at + 1} that ends before it begins`)
    const text = wordsAfter(lines, at).map((words) => tidy(words, isWebVtt ? webVttTag : subRipTag))
    const kept = isWebVtt ? (times[9] ?? '').split(/\s+/).filter((word) => settings.test(word)) : []
    if (end > start && text.length > 0)
      cues.push({ start, end, settings: kept.map((word) => ` ${word}`).join(''), text })
  }
  return cues
}

function wordsAfter(lines: string[], at: number): string[] {
  const words: string[] = []
  for (const line of lines.slice(at + 1).map((text) => text.trimEnd())) {
    if (line.trim() === '') return words
    // The next caption follows without a line between: what was its number is no words.
    if (isTiming.test(line.trim())) return /^\s*\d+$/.test(words.at(-1) ?? '') ? words.slice(0, -1) : words
    words.push(line)
  }
  return words
}

const subRipTag = /<\/?[ibu]>/
const webVttTag = /<\/?(?:[ibu]|c|v|lang|ruby|rt)(?:[.\s][^<>]*)?>|<[\d:.]+>/

/** What stands in angles or braces and is none of `allowed` are orders to a player that we are not. */
function tidy(line: string, allowed: RegExp): string {
  const parts = line.replace(/\{\\[^}]*\}/g, '').split(/(<\/?[a-z][^<>]*>|<[\d:.]+>)/i)
  return parts
    .map((part, i) => {
      if (i % 2 === 0) return asWords(part)
      const tag = part.replace(/^<\/?\w+/, (name) => name.toLowerCase())
      return allowed.exec(tag)?.[0] === tag ? tag : ''
    })
    .join('')
}

function asWords(words: string): string {
  return words
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('-->', '--&gt;')
}

function seconds([hours = '0', minutes = '0', whole = '0', part = '0']: (string | undefined)[]): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(part.padEnd(3, '0')) / 1000
}

function show(time: number): string {
  const ms = Math.round(time * 1000)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const clock = [two(ms / 3600_000), two((ms / 60_000) % 60), two((ms / 1000) % 60)].join(':')
  return `${clock}.${String(ms % 1000).padStart(3, '0')}`
}
