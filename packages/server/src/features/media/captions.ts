/** What is wrong with a caption file, in words that follow its name. */
export class CaptionsRefused extends Error {}

const maxBytes = 4 * 1024 * 1024
const timing =
  /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s+-->\s+(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(.*)$/
const settings = /^(?:vertical|line|position|size|align):[\w.,%-]+$/

interface Cue {
  start: number
  end: number
  settings: string
  text: string[]
}

/** WebVTT from a WebVTT or SubRip file in any of the usual encodings; `CaptionsRefused` with the line that is wrong. */
export function readCaptions(bytes: Buffer): string {
  if (bytes.length > maxBytes) throw new CaptionsRefused('is larger than 4 MB: that is no caption file')
  const text = decodeText(bytes)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\0', '\ufffd')
  const cues = readCues(text.split('\n'), /^WEBVTT(?=[ \t\n]|$)/.test(text))
  if (cues.length === 0)
    throw new CaptionsRefused('holds no captions: it must be a WebVTT (.vtt) or SubRip (.srt) file')
  cues.sort((a, b) => a.start - b.start)
  const blocks = cues.map((cue) => [`${show(cue.start)} --> ${show(cue.end)}${cue.settings}`, ...cue.text].join('\n'))
  return `${['WEBVTT', ...blocks].join('\n\n')}\n`
}

/** UTF-8 and UTF-16, known by their marks or by how they look; whatever else it is, is read as Windows-1252. */
function decodeText(bytes: Buffer): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = bytes.subarray(0, 200)
  const zeros = (odd: number) => head.filter((byte, i) => i % 2 === odd && byte === 0).length
  if (zeros(1) > head.length / 4) return new TextDecoder('utf-16le').decode(bytes)
  if (zeros(0) > head.length / 4) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function readCues(lines: string[], isWebVtt: boolean): Cue[] {
  const cues: Cue[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim()
    if (!line.includes('-->')) continue
    const times = timing.exec(line)
    if (!times) throw new CaptionsRefused(`has a time in line ${at + 1} that cannot be read: ${line.slice(0, 60)}`)
    const start = seconds(times.slice(1, 5))
    const end = seconds(times.slice(5, 9))
    if (end < start) throw new CaptionsRefused(`has a caption in line ${at + 1} that ends before it begins`)
    const text: string[] = []
    for (let next = at + 1; next < lines.length; next += 1) {
      const words = (lines[next] ?? '').trimEnd()
      if (words.trim() === '' || words.includes('-->')) break
      text.push(isWebVtt ? words : fromSubRip(words))
    }
    const kept = isWebVtt ? (times[9] ?? '').split(/\s+/).filter((word) => settings.test(word)) : []
    if (end > start && text.length > 0)
      cues.push({ start, end, settings: kept.map((word) => ` ${word}`).join(''), text })
  }
  return cues
}

/** Italic, bold and underlined stay; what else stands in angles or braces are orders to a player that we are not. */
function fromSubRip(line: string): string {
  return line
    .replace(/\{\\[^}]*\}/g, '')
    .replace(/<(?!\/?[ibu]>)\/?[a-z][^>]*>/gi, '')
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
    .replace(/<(?!\/?[ibu]>)/gi, '&lt;')
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
