import { expect, test } from 'vitest'
import { CaptionsRefused, readCaptions } from './captions.ts'

const subRip =
  '1\r\n00:00:01,000 --> 00:00:02,500\r\nPerché così?\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<i>Già.</i>\r\n'
const webVtt = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nPerché così?\n\n00:00:03.000 --> 00:00:04.000\n<i>Già.</i>\n'
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

const encodings: Record<string, Buffer> = {
  'UTF-8': Buffer.from(subRip),
  'UTF-8 with a mark': Buffer.from(`\ufeff${subRip}`),
  'UTF-16 with a mark': Buffer.from(`\ufeff${subRip}`, 'utf16le'),
  'UTF-16 the other way round': utf16be(`\ufeff${subRip}`),
  'UTF-16 without a mark': Buffer.from(subRip, 'utf16le'),
  'UTF-16 the other way round without a mark': utf16be(subRip),
  'Windows-1252': Buffer.from(subRip, 'latin1'),
}
for (const [title, bytes] of Object.entries(encodings)) {
  test(`reads SubRip in ${title}`, () => expect(readCaptions(bytes)).toBe(webVtt))
}

test('reads WebVTT without its notes, styles and regions', () => {
  const text = `WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nNOTE\nnothing\n\n${webVtt.slice(8)}`
  expect(readCaptions(Buffer.from(text))).toBe(webVtt)
})

test('keeps where a WebVTT cue stands, and puts cues in order', () => {
  const text =
    'WEBVTT\n\n00:05.000 --> 00:06.000\nlater\n\n00:01.000 --> 00:02.000 line:10% align:start evil:url(x)\nfirst\n'
  expect(readCaptions(Buffer.from(text))).toBe(
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:10% align:start\nfirst\n\n00:00:05.000 --> 00:00:06.000\nlater\n',
  )
})

test('SubRip’s orders to other players become words or nothing', () => {
  const text = '1\n0:00:01,00 --> 0:00:02,5\n{\\an8}<font color="red">A < B & C</font>\n'
  expect(readCaptions(Buffer.from(text))).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nA &lt; B &amp; C\n')
})

const refused: Record<string, [string | Buffer, RegExp]> = {
  'an empty file': ['', /holds no captions/],
  'a picture': [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /holds no captions/],
  'a time nobody can read': ['WEBVTT\n\n00:00:01.000 --> soon\nx\n', /time in line 3 .* soon/],
  'a caption that ends before it begins': ['1\n00:00:05,000 --> 00:00:01,000\nx\n', /line 2 that ends before/],
  'a file of five megabytes': [Buffer.alloc(5_000_000), /larger than 4 MB/],
}
for (const [title, [content, problem]] of Object.entries(refused)) {
  test(`refuses ${title}`, () => {
    expect(() => readCaptions(Buffer.from(content))).toThrow(CaptionsRefused)
    expect(() => readCaptions(Buffer.from(content))).toThrow(problem)
  })
}
