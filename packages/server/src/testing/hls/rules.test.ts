import { createCipheriv, createDecipheriv } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mediaFinder } from '../../features/media/find-media.ts'
import { assetPath, mediaFile } from '../../features/media/media-files.ts'
import { masterFile } from '../../features/media/testing/master-file.ts'
import { packagingRoom } from '../../features/media/testing/packaging-room.ts'
import { walkPresentation } from './presentation.ts'

type Files = Map<string, { type: string; bytes: Buffer }>

const sound = await soundPresentation()

/** What the worker makes of twelve seconds with two languages and captions, to be broken. */
async function soundPresentation(): Promise<Files> {
  const { app, folder, make, video } = await packagingRoom()
  const captions = join(folder, 'it.srt')
  writeFileSync(captions, '1\n00:00:01,000 --> 00:00:02,000\nUno\n\n2\n00:00:02,000 --> 00:00:03,000\nDue\n')
  const tones = ['eng', 'ita'].map((language, i) => ({ pitch: 300 + 200 * i, language }))
  const file = masterFile(folder, 'sound.mp4', { seconds: 12.5, tones })
  const videoId = await video()
  await make(videoId, file, { ladder: [144, 180], captions: [{ language: 'it', path: captions }] })
  const media = await mediaFinder(app.ctx)(videoId)
  if (!media) throw new Error('nothing plays')
  const files: Files = new Map([['key/0', { type: 'application/octet-stream', bytes: media.key(0) }]])
  for await (const { path } of app.ctx.storage.list(assetPath(media.assetId, ''))) {
    const name = path.slice(assetPath(media.assetId, '').length)
    const bytes = await app.ctx.storage.readAll(path)
    if (bytes) files.set(name, { bytes, type: mediaFile(name)?.type ?? '' })
  }
  return files
}

function walk(files: Files) {
  return walkPresentation('http://host/play/master.m3u8', async (url) => {
    const found = files.get(url.slice('http://host/play/'.length))
    return found
      ? new Response(new Uint8Array(found.bytes), { headers: { 'content-type': found.type } })
      : new Response(null, { status: 404 })
  })
}

type Break = (files: Files) => void

/** Changes the bytes of one file. */
const change =
  (name: string, how: (bytes: Buffer) => Buffer): Break =>
  (files) => {
    const file = files.get(name)
    if (!file) throw new Error(`there is no ${name}`)
    const bytes = how(Buffer.from(file.bytes))
    if (bytes.equals(file.bytes)) throw new Error(`${name} was left as it is`)
    files.set(name, { ...file, bytes })
  }
const rewrite = (name: string, from: string | RegExp, to: string): Break =>
  change(name, (bytes) => Buffer.from(bytes.toString().replace(from, to)))
const head = (from: string | RegExp, to: string) => rewrite('master.m3u8', from, to)
const list = (from: string | RegExp, to: string) => rewrite('v144/index.m3u8', from, to)
const init = (how: (bytes: Buffer) => void) =>
  change('v144/init.mp4', (bytes) => {
    how(bytes)
    return bytes
  })
const words = (from: string | RegExp, to: string) => rewrite('c-it/c-it.vtt', from, to)

/** Changes what the second segment holds behind its cipher. */
const inside =
  (how: (clear: Buffer) => void): Break =>
  (files) => {
    const [, iv = ''] = /IV=0x(\w+)\n#EXTINF:.*\ns0001/.exec(String(files.get('v144/index.m3u8')?.bytes)) ?? []
    const key = files.get('key/0')?.bytes ?? Buffer.alloc(16)
    change('v144/s0001.m4s', (bytes) => {
      const open = createDecipheriv('aes-128-cbc', key, Buffer.from(iv, 'hex'))
      const clear = Buffer.concat([open.update(bytes), open.final()])
      how(clear)
      const lock = createCipheriv('aes-128-cbc', key, Buffer.from(iv, 'hex'))
      return Buffer.concat([lock.update(clear), lock.final()])
    })(files)
  }
const after = (bytes: Buffer, box: string, offset: number) => bytes.indexOf(box) + 4 + offset

const broken: Record<string, [how: Break, problem: RegExp]> = {
  'a playlist that is not there': [(files) => files.delete('a-it/index.m3u8'), /a-it\/index\.m3u8 is answered 404/],
  'a segment that is not there': [(files) => files.delete('v144/s0001.m4s'), /v144\/s0001\.m4s is answered 404/],
  'a key of another length': [change('key/0', (key) => key.subarray(1)), /key \.\.\/key\/0 has 15 bytes/],
  'another key': [change('key/0', (key) => key.map((byte) => byte ^ 1) as Buffer), /s0000\.m4s, which cannot be read/],
  'a playlist of another type': [
    (files) =>
      files.set('master.m3u8', { type: 'text/plain', bytes: sound.get('master.m3u8')?.bytes ?? Buffer.alloc(0) }),
    /master\.m3u8 comes as text\/plain/,
  ],

  'a byte order mark': [head(/^/, '\ufeff'), /byte order mark/],
  'a control character': [head('English', 'Eng\u0007lish'), /control characters/],
  'bytes that are no UTF-8': [
    change('master.m3u8', (bytes) => Buffer.concat([bytes, Buffer.from([0xff, 10])])),
    /not UTF-8/,
  ],
  'a decomposed letter': [head('English', 'e\u0301'), /composed form/],
  'no first line': [list('#EXTM3U\n', ''), /does not begin with #EXTM3U/],
  'no end of the last line': [list(/\n$/, ''), /does not end its last line/],
  'white space around a line': [list('s0001.m4s', 's0001.m4s '), /white space around a line/],
  'a tag that is misspelt': [
    list('INDEPENDENT-SEGMENTS', 'INDEPENDANT-SEGMENTS'),
    /EXT-X-INDEPENDANT-SEGMENTS, which is not known/,
  ],
  'a tag twice': [list('#EXT-X-ENDLIST', '#EXT-X-TARGETDURATION:6\n#EXT-X-ENDLIST'), /EXT-X-TARGETDURATION twice/],
  'a tag of the other kind': [
    list('#EXT-X-ENDLIST', '#EXT-X-STREAM-INF:BANDWIDTH=1\n#EXT-X-ENDLIST'),
    /which is for master/,
  ],
  'a value where none belongs': [
    list('INDEPENDENT-SEGMENTS', 'INDEPENDENT-SEGMENTS:YES'),
    /value that does not belong/,
  ],
  'a version nobody knows': [list('VERSION:7', 'VERSION:99'), /EXT-X-VERSION:99/],
  'a version that is too old for its tags': [list('VERSION:7', 'VERSION:5'), /EXT-X-VERSION 6 brought, and says 5/],

  'no target': [list(/#EXT-X-TARGETDURATION.*\n/, ''), /no EXT-X-TARGETDURATION/],
  'a target that a segment exceeds': [
    list(/TARGETDURATION:\d+/, 'TARGETDURATION:5'),
    /s0000\.m4s of 6 s, and EXT-X-TARGETDURATION:5/,
  ],
  'a target unlike the others': [
    list(/TARGETDURATION:\d+/, 'TARGETDURATION:7'),
    /a target of 6 s where the first variant has 7|a target of 7 s/,
  ],
  'a target behind a segment': [
    list(/(#EXT-X-TARGETDURATION:.*\n)([\s\S]*s0000\.m4s\n)/, '$2$1'),
    /only after its segments/,
  ],
  'no end': [list('#EXT-X-ENDLIST\n', ''), /does not end with EXT-X-ENDLIST/],
  'no kind': [list(/#EXT-X-PLAYLIST-TYPE.*\n/, ''), /PLAYLIST-TYPE:VOD/],
  'a segment without its length': [list(/#EXTINF.*\ns0001/, 's0001'), /s0001\.m4s without EXTINF/],
  'a length without its segment': [list('s0001.m4s\n', ''), /before the segment of the one above/],
  'a length without its comma': [list(/(#EXTINF:6\.0+),/, '$1'), /no duration with a comma/],
  'a length that is not true': [
    list(/#EXTINF:6\.0+,/, '#EXTINF:5.9,'),
    /s0000\.m4s, which lasts 6 s and is said to last 5\.9/,
  ],
  'segments in another order': [list(/(s0000)([\s\S]*)(s0001)/, '$3$2$1'), /cannot be read|is due/],
  'no initialisation part': [list(/#EXT-X-MAP.*\n/, ''), /without one EXT-X-MAP/],
  'an initialisation part under a key': [
    list(/(#EXT-X-MAP.*\n)(#EXT-X-KEY.*\n)/, '$2$1'),
    /EXT-X-MAP under an EXT-X-KEY/,
  ],
  'a vector in small letters': [list(/IV=0x\w+/, `IV=0x${'a'.repeat(32)}`), /IV=0xa+, which is not hex/],
  'a vector that is too short': [list(/IV=0x\w+/, 'IV=0xAA'), /no IV of 128 bits/],
  'a cipher nobody has': [list('METHOD=AES-128', 'METHOD=ROT-13'), /METHOD=ROT-13/],
  'an address without quotes': [list('URI="../key/0"', 'URI=../key/0'), /URI=\.\.\/key\/0, which is not quoted/],
  'an attribute twice': [list('METHOD=AES-128,', 'METHOD=AES-128,METHOD=AES-128,'), /METHOD twice/],
  'an attribute nobody knows': [list('METHOD=', 'COLOUR=RED,METHOD='), /COLOUR, which is not known/],
  'white space between attributes': [list('METHOD=AES-128,', 'METHOD=AES-128, '), /attributes that cannot be read/],

  'a variant without its rate': [head(/[:,]BANDWIDTH=\d+,/, ':'), /lacks BANDWIDTH/],
  'a rate below the real one': [
    head(/([:,])BANDWIDTH=\d+/, '$1BANDWIDTH=1000'),
    /BANDWIDTH=1000 for v\d+\/index\.m3u8, which takes/,
  ],
  'a rate far above the real one': [head(/([:,])BANDWIDTH=\d+/, '$1BANDWIDTH=90000000'), /BANDWIDTH=90000000/],
  'an average below the real one': [head(/AVERAGE-BANDWIDTH=\d+/, 'AVERAGE-BANDWIDTH=1000'), /AVERAGE-BANDWIDTH=1000/],
  'another size': [head(/RESOLUTION=\d+x/, 'RESOLUTION=999x'), /RESOLUTION=999x\d+ for/],
  'another profile': [head(/avc1\.\w{4}/, 'avc1.6400'), /CODECS="avc1\.6400/],
  'sound that is not named': [head(',mp4a.40.2', ''), /CODECS="avc1/],
  'a group that is not there': [head('AUDIO="audio"', 'AUDIO="sound"'), /AUDIO="sound" that is not there/],
  'a group that nobody names': [head(/,SUBTITLES="captions"/g, ''), /SUBTITLES “captions” that no variant names/],
  'variants with different groups': [head(',SUBTITLES="captions"', ''), /variants with different groups/],
  'closed captions that never come': [head(',CLOSED-CAPTIONS=NONE', ''), /lacks CLOSED-CAPTIONS/],
  'a name twice in a group': [head('NAME="Italiano"', 'NAME="English"'), /a name twice in AUDIO/],
  'two defaults in a group': [head('DEFAULT=NO', 'DEFAULT=YES'), /two defaults in AUDIO/],
  'a default that is not chosen': [
    head('DEFAULT=YES,AUTOSELECT=YES', 'DEFAULT=YES,AUTOSELECT=NO'),
    /DEFAULT, but not AUTOSELECT/,
  ],
  'forced sound': [head('AUTOSELECT=YES', 'AUTOSELECT=YES,FORCED=YES'), /FORCED, which only subtitles/],
  'a flag of another word': [head('DEFAULT=NO', 'DEFAULT=no'), /says no where only YES and NO/],
  'one language twice': [head('LANGUAGE="it"', 'LANGUAGE="en"'), /two tracks of one language in AUDIO/],
  'a language that is none': [head('LANGUAGE="it"', 'LANGUAGE="i"'), /LANGUAGE="i", which is none/],
  'more channels than there are': [
    head('AUTOSELECT=YES', 'AUTOSELECT=YES,CHANNELS="6"'),
    /CHANNELS="6" for a-en\/index\.m3u8, which has 2/,
  ],
  'a variant without an address': [head(/\nv\d+\/index\.m3u8/, ''), /EXT-X-STREAM-INF without an address/],
  'an address without a variant': [head(/#EXT-X-STREAM-INF.*\n/, ''), /without EXT-X-STREAM-INF/],

  'an old brand': [init((bytes) => bytes.write('isom', 8) && bytes.fill('mp41', 16, 28)), /no brand of iso6/],
  'boxes in another order': [init((bytes) => bytes.write('free', 4)), /not ftyp and moov/],
  'samples in the initialisation part': [
    init((bytes) => bytes.writeUInt32BE(1, after(bytes, 'stts', 4))),
    /stts lists samples/,
  ],
  'a box that is cut off': [change('v144/init.mp4', (bytes) => bytes.subarray(0, -9)), /does not fit/],
  'sound under a picture’s name': [
    (files) =>
      files.set('v144/init.mp4', { type: 'video/mp4', bytes: sound.get('a-en/init.mp4')?.bytes ?? Buffer.alloc(0) }),
    /holds no pictures/,
  ],
  'another track’s segment': [inside((bytes) => bytes.writeUInt32BE(7, after(bytes, 'tfhd', 4))), /of another track/],
  'a segment addressed from the start of a file': [
    inside((bytes) =>
      bytes.writeUIntBE(bytes.readUIntBE(after(bytes, 'tfhd', 1), 3) & ~0x20000, after(bytes, 'tfhd', 1), 3),
    ),
    /not addressed relative/,
  ],
  'a segment without its time': [inside((bytes) => bytes.write('free', bytes.indexOf('tfdt'))), /tfdt/],
  'a segment at another time': [
    inside((bytes) => bytes.writeBigUInt64BE(1n, after(bytes, 'tfdt', 4))),
    /begins at .* where 6 is due/,
  ],
  'a picture that is no key frame': [
    inside((bytes) => {
      bytes[bytes.indexOf(Buffer.from([0x65, 0x88]), bytes.indexOf('mdat'))] = 0x61
    }),
    /no key frame/,
  ],
  'samples beyond their data': [
    inside((bytes) => bytes.writeUInt32BE(bytes.readUInt32BE(after(bytes, 'trun', 12)) + 1, after(bytes, 'trun', 12))),
    /samples of \d+ bytes in an mdat/,
  ],
  'a rendition with a segment less': [
    list(/#EXT-X-KEY.*\n#EXTINF.*\ns0002\.m4s\n/, ''),
    /has 3 segments, the first variant 2|has 2 segments/,
  ],
  'sound that ends early': [rewrite('a-it/index.m3u8', /#EXT-X-KEY.*\n#EXTINF.*\ns0002\.m4s\n/, ''), /is heard until/],

  'captions without their first word': [words('WEBVTT', 'WEB'), /begin with WEBVTT/],
  'captions without their place in time': [words(/X-TIMESTAMP.*\n/, ''), /does not map its time/],
  'captions at another time': [words('MPEGTS:0', 'MPEGTS:900000'), /places its time 0 at 10 s/],
  'a cue that ends before it begins': [words('--> 00:00:02.000', '--> 00:00:00.500'), /ends before it begins/],
  'cues out of order': [words('00:00:01.000', '00:00:02.500'), /ends before it begins|begins before the one above/],
  'a time written with a comma': [words('00:00:01.000', '00:00:01,000'), /cue without a time/],
  'a setting nobody knows': [words('02.000\n', '02.000 colour:red\n'), /the setting colour:red/],
  'words that are not escaped': [words('Uno', 'Uno & due'), /not escaped/],
  'captions of another length': [rewrite('c-it/index.m3u8', /EXTINF:[\d.]+/, 'EXTINF:9.0'), /lasts 9 s, the picture/],
}

test('finds nothing wrong with what is sound', async () => {
  const { problems, variants, audio, captions } = await walk(sound)
  expect(problems).toEqual([])
  expect([variants.length, audio.length, captions.length]).toEqual([2, 2, 1])
})

for (const [title, [how, problem]] of Object.entries(broken)) {
  test(`finds ${title}`, async () => {
    const files = new Map(sound)
    how(files)
    const { problems } = await walk(files)
    expect(problems.join('\n')).toMatch(problem)
  })
}
