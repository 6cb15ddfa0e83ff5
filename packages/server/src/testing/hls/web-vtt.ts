import type { Tell } from './attributes.ts'

const time = /^(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}$/
const settings =
  /^(?:vertical:(?:rl|lr)|line:-?[\d.]+%?(?:,(?:start|center|end))?|position:[\d.]+%(?:,[a-z-]+)?|size:[\d.]+%|align:(?:start|center|end|left|right))$/
const markup = /<\/?(?:[cibuv]|lang|ruby|rt)(?:\.[^\s>]+)*(?:\s[^>]*)?>|<(?:\d{2,}:)?\d{2}:\d{2}\.\d{3}>/g
const entity = /&(?:amp|lt|gt|nbsp|lrm|rlm|#\d+|#x[0-9a-fA-F]+);/g

/** Reads a caption file as strictly as its standard; tells what breaks it, and where it places its time 0 in the video's. */
export function readWebVtt(bytes: Buffer, tell: Tell): { zeroAtSeconds: number; cues: number } {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text).equals(bytes)) tell('is not UTF-8')
  if (text.includes('\0')) tell('holds a NUL')
  const [head = '', ...blocks] = text.replaceAll('\r\n', '\n').split(/\n{2,}/)
  const [first = '', ...header] = head.split('\n')
  if (!/^WEBVTT(?:[ \t].*)?$/.test(first)) tell('does not begin with WEBVTT')
  if (head.includes('-->')) tell('has no empty line below its head')
  let [last, cues] = [0, 0]
  for (const block of blocks.map((one) => one.trim()).filter((one) => one !== '')) {
    if (/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(block)) continue
    last = readCue(block, last, tell)
    cues += 1
  }
  return { zeroAtSeconds: readMap(header, tell), cues }
}

/** RFC 8216, 3.5. */
function readMap(header: string[], tell: Tell): number {
  const map = header.find((line) => line.startsWith('X-TIMESTAMP-MAP='))
  const parts = map?.slice('X-TIMESTAMP-MAP='.length).split(',') ?? []
  const local = parts.find((part) => part.startsWith('LOCAL:'))?.slice(6) ?? ''
  const mpegTs = parts.find((part) => part.startsWith('MPEGTS:'))?.slice(7) ?? ''
  if (parts.length !== 2 || !time.test(local) || !/^\d+$/.test(mpegTs)) tell('does not map its time to the video’s')
  return Number(mpegTs) / 90_000 - seconds(local)
}

function readCue(block: string, last: number, tell: Tell): number {
  const lines = block.split('\n')
  const at = lines.findIndex((line) => line.includes('-->'))
  const [from = '', arrow, to = '', ...where] = (lines[at] ?? '').split(/\s+/)
  if (at < 0 || at > 1 || arrow !== '-->' || !time.test(from) || !time.test(to)) {
    tell(`has a cue without a time: ${block.slice(0, 40)}`)
    return last
  }
  if (seconds(to) <= seconds(from)) tell(`has a cue that ends before it begins: ${lines[at]}`)
  if (seconds(from) < last) tell(`has a cue that begins before the one above: ${lines[at]}`)
  for (const setting of where.filter((one) => !settings.test(one))) tell(`has a cue with the setting ${setting}`)
  const words = lines.slice(at + 1).join('\n')
  if (words === '') tell(`has a cue without words: ${lines[at]}`)
  if (/[<&]/.test(words.replace(markup, '').replace(entity, '')) || words.includes('-->'))
    tell(`has a cue whose words are not escaped: ${words}`)
  return seconds(from)
}

function seconds(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
