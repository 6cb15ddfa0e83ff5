import { expect, test } from 'vitest'
import { CaptionsRefused, readCaptions } from './captions.ts'

const subRip =
  '1\r\n00:00:01,000 --> 00:00:02,500\r\nPerché così?\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<i>Già.</i>\r\n'
const head = 'WEBVTT\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0\n\n'
const webVtt = `${head}00:00:01.000 --> 00:00:02.500\nPerché così?\n\n00:00:03.000 --> 00:00:04.000\n<i>Già.</i>\n`
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
  const text = `WEBVTT - a title\n\nSTYLE\n::cue { color: red }\n\nNOTE\nnothing\n\n${webVtt.slice(head.length)}`
  expect(readCaptions(Buffer.from(text))).toBe(webVtt)
})

test('keeps where a WebVTT cue stands, and puts cues in order', () => {
  const text =
    'WEBVTT\n\n00:05.000 --> 00:06.000\nlater\n\n00:01.000 --> 00:02.000 line:10% align:start evil:url(x)\nfirst\n'
  expect(readCaptions(Buffer.from(text))).toBe(
    `${head}00:00:01.000 --> 00:00:02.000 line:10% align:start\nfirst\n\n00:00:05.000 --> 00:00:06.000\nlater\n`,
  )
})

test('SubRip’s orders to other players become words or nothing', () => {
  const text = '1\n0:00:01,00 --> 0:00:02,5\n{\\an8}<font color="red">A < B & C</font>\n'
  expect(readCaptions(Buffer.from(text))).toBe(`${head}00:00:01.000 --> 00:00:02.500\nA &lt; B &amp; C\n`)
})

/** What stands below the head. */
const cuesOf = (text: string) => text.slice(text.indexOf('\n\n') + 2)

const becomes: Record<string, [file: string, ...words: string[]]> = {
  'tags in capitals, and what is none': [
    '1\n00:01,0 --> 00:02,0\n<B>5 < 6</B> <3 &amp; <font size=3>x</font>',
    '<b>5 &lt; 6</b> &lt;3 &amp; x',
  ],
  'voices, classes and moments of WebVTT': [
    'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Q & A</v> <00:01.500><c.red>so</c> <font>x</font>',
    '<v Ada>Q &amp; A</v> <00:01.500><c.red>so</c> x',
  ],
  'captions without a line between': ['1\n00:01,0 --> 00:02,0\none\n2\n00:01,0 --> 00:02,0\ntwo', 'one', 'two'],
  'an arrow among the words': ['1\n00:01,0 --> 00:02,0\na --> b', 'a --&gt; b'],
  'a note with an arrow': ['WEBVTT\n\nNOTE a --> b\n\n00:01.000 --> 00:02.000\nx', 'x'],
  'times written carelessly': ['1\n00:00:01->00:00:02,0000 X1:5 X2:9\nx', 'x'],
  'a caption of no words or no time': [
    '1\n00:01,0 --> 00:02,0\n\n2\n00:01,0 --> 00:01,0\nx\n\n3\n00:01,0 --> 00:02,0\ny',
    'y',
  ],
  'words from right to left, as they are': ['1\n00:01,0 --> 00:02,0\n\u200fنعم (لا)!', '\u200fنعم (لا)!'],
}
for (const [title, [file, ...words]] of Object.entries(becomes)) {
  test(`makes plain captions of ${title}`, () => {
    const cues = words.map((text) => `00:00:01.000 --> 00:00:02.000\n${text}\n`)
    expect(cuesOf(readCaptions(Buffer.from(file)))).toBe(cues.join('\n'))
  })
}

test('keeps captions that overlap, and hours beyond a hundred', () => {
  const cues = ['100:00:01.000 --> 100:00:05.000\none\n', '100:00:02.000 --> 100:00:03.000\ntwo\n'].join('\n')
  expect(cuesOf(readCaptions(Buffer.from(`\ufeff${cues}`)))).toBe(cues)
})

const old: Record<string, [language: string, written: string, bytes: string]> = {
  Arabic: ['ar', 'مرحبا', 'e3d1cdc8c7'],
  Russian: ['ru-RU', 'Привет', 'cff0e8e2e5f2'],
  Polish: ['pl', 'żółw', 'bff3b377'],
  Japanese: ['ja', '日本', '93fa967b'],
}
for (const [title, [language, written, bytes]] of Object.entries(old)) {
  test(`reads ${title} as it was written before Unicode`, () => {
    const file = Buffer.concat([Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n'), Buffer.from(bytes, 'hex')])
    expect(readCaptions(file, language)).toContain(`\n${written}\n`)
  })
}

const refused: Record<string, [string | Buffer, RegExp]> = {
  'an empty file': ['', /holds no captions/],
  'a picture': [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /holds no captions/],
  'a time nobody can read': ['WEBVTT\n\n00:00:01.000 --> soon\nx\n', /time in line 3 .* soon/],
  'a time in pictures': ['1\n00:00:01:12 --> 00:00:02:00\nx\n', /time in line 2/],
  'a time before the beginning': ['1\n-00:00:01,000 --> 00:00:02,000\nx\n', /time in line 2/],
  'a caption that ends before it begins': ['1\n00:00:05,000 --> 00:00:01,000\nx\n', /line 2 that ends before/],
  'a file of five megabytes': [Buffer.alloc(5_000_000), /larger than 4 MB/],
}
for (const [title, [content, problem]] of Object.entries(refused)) {
  test(`refuses ${title}`, () => {
    expect(() => readCaptions(Buffer.from(content))).toThrow(CaptionsRefused)
    expect(() => readCaptions(Buffer.from(content))).toThrow(problem)
  })
}
