import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ffmpeg, masterFile } from './testing/master-file.ts'
import { packagingRoom } from './testing/packaging-room.ts'

const room = await packagingRoom()
const { folder } = room
const make = (name: string, how: Parameters<typeof masterFile>[2] = {}) =>
  masterFile(folder, name, { seconds: 2, ...how })

async function becomes(file: string, ladder = [144]) {
  const videoId = await room.video()
  const made = await room.make(videoId, file, { ladder })
  expect(made).toMatchObject({ state: 'done', problem: null })
  const names = made.parts.map(({ name }) => name)
  const rung = names.find((name) => name.startsWith('v')) ?? ''
  const track = names.find((name) => name.startsWith('a-'))
  const sound = track === undefined ? undefined : await room.look(videoId, track)
  return { names, rung, picture: await room.look(videoId, rung), sound }
}

const sdr = { codec_name: 'h264', pix_fmt: 'yuv420p', color_transfer: 'bt709' }

test('a file without sound has none', async () => {
  const { names, picture } = await becomes(make('silent.mov'))
  expect(names).toEqual(['v144', 'pictures'])
  expect(picture).toMatchObject({ ...sdr, width: 256, height: 144 })
})

test('a telephone held upright stays upright', async () => {
  const { picture } = await becomes(turned(make('upright.mp4', { size: '320x180' })))
  expect(picture).toMatchObject({ width: 144, height: 256 })
})

test('odd sizes become even, other samplings plain', async () => {
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p']
  const { picture } = await becomes(make('odd.mkv', { size: '251x141', video }), [240])
  expect(picture).toMatchObject({ ...sdr, width: 250, height: 140 })
})

test('pixels that are not square become square', async () => {
  const { picture } = await becomes(make('wide.mp4', { size: '240x180', filter: 'setsar=4/3' }))
  expect(picture).toMatchObject({ width: 256, height: 144, sample_aspect_ratio: '1:1' })
})

test('a variable frame rate becomes constant, and as long', async () => {
  const filter = "select='gt(mod(n,50),35)+not(mod(n,4))'"
  const video = ['-fps_mode', 'vfr', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
  const { picture } = await becomes(make('variable.mp4', { seconds: 4, filter, video }))
  const [over = 0, under = 1] = String((picture as { r_frame_rate?: string }).r_frame_rate)
    .split('/')
    .map(Number)
  expect(Number((picture as { nb_read_packets?: string }).nb_read_packets)).toBeCloseTo((over / under) * 4, -0.5)
  expect(Math.abs(picture.seconds - 4)).toBeLessThan(0.3)
})

test('sixty pictures a second become thirty', async () => {
  const { picture } = await becomes(make('fast.mp4', { rate: '60000/1001' }))
  expect(picture).toMatchObject({ r_frame_rate: '30000/1001' })
})

test('interlaced television becomes progressive', async () => {
  const video = ['-c:v', 'mpeg2video', '-b:v', '4M', '-flags', '+ildct+ilme', '-top', '1']
  const file = make('television.ts', { rate: '50', filter: 'tinterlace=interleave_top', video })
  // At its own size: scaling would blur what is to be seen.
  const { picture } = await becomes(file, [180])
  expect(picture).toMatchObject(sdr)
  expect(combed(file)).toBeGreaterThan(20)
  expect(combed(picture.file)).toBeLessThan(0.75 * combed(file))
})

for (const [title, transfer] of Object.entries({ HDR10: 'smpte2084', HLG: 'arib-std-b67' })) {
  test(`${title} in ten bits comes down to plain light in eight`, async () => {
    const colours = ['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc']
    const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', ...colours]
    const file = make(`${transfer}.mp4`, { video, filter: 'drawbox=color=gray:t=fill' })
    const { picture } = await becomes(file)
    expect(picture).toMatchObject(sdr)
    // Half of what HDR10 can write down is as bright as paper, not as grey as a half of SDR; HLG was made to look alike.
    if (title === 'HDR10') expect(brightness(picture.file) - brightness(file)).toBeGreaterThan(20)
  })
}

const levels: Record<string, Parameters<typeof masterFile>[2]> = {
  'a whisper in mono': { tones: [{ pitch: 300, volume: 0.02 }], audio: ['-ac', '1'] },
  'a shout in 5.1': { tones: [{ pitch: 300, volume: 4 }], audio: ['-ac', '6'] },
}
for (const [title, how] of Object.entries(levels)) {
  test(`${title} becomes stereo as loud as everything else`, async () => {
    const { sound, names } = await becomes(make(`${title}.mp4`, { ...how, seconds: 5 }))
    // The channel's language, for the file does not say.
    expect(names).toContain('a-en')
    expect(sound).toMatchObject({ codec_name: 'aac', channels: 2, sample_rate: '48000' })
    expect(loudness(sound?.file ?? '')).toBeCloseTo(-16, -0.5)
  })
}

test('silence stays silent', async () => {
  const { sound } = await becomes(make('quiet.mp4', { tones: [{ pitch: 300, volume: 0 }] }))
  expect(loudness(sound?.file ?? '')).toBeLessThan(-60)
})

test('sound that ends early is as long as the picture', async () => {
  const file = join(folder, 'early.mkv')
  const inputs = ['-f', 'lavfi', '-i', 'testsrc2=size=320x180:duration=4', '-f', 'lavfi', '-i', 'sine=duration=1']
  ffmpeg(...inputs, '-c:v', 'libx264', '-preset', 'ultrafast', file)
  const { picture, sound } = await becomes(file)
  expect(Math.abs((sound?.seconds ?? 0) - picture.seconds)).toBeLessThan(0.1)
})

test('languages given with the file count more than what it says', async () => {
  const videoId = await room.video()
  const file = make('two.mp4', { tones: [{ pitch: 300, language: 'eng' }, { pitch: 500 }] })
  const made = await room.make(videoId, file, { audioLanguages: ['pt-br', 'ar'], ladder: [144] })
  expect(made.parts.map(({ name }) => name)).toEqual(['v144', 'a-pt-BR', 'a-ar', 'pictures'])
})

test('a recording that does not say how long it is, under a wrong name', async () => {
  const args = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:duration=3', '-c:v', 'libx264']
  const file = join(folder, 'recording.jpg')
  writeFileSync(file, execFileSync('ffmpeg', [...args, '-preset', 'ultrafast', '-f', 'matroska', 'pipe:1']))
  const { picture } = await becomes(file)
  expect(Math.abs(picture.seconds - 3)).toBeLessThan(0.1)
})

const sines = (...args: string[]) => ['-f', 'lavfi', '-i', args.join(':')]
const film = (seconds = 2) => ['-f', 'lavfi', '-i', `testsrc2=size=256x144:rate=25:duration=${seconds}`]
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
const tone = sines('sine=duration=2')

/** How a file is made with ffmpeg, and what its picture becomes; what the sound has in silence, where it has some. */
interface Odd {
  name: string
  args: string[]
  seconds?: number
  silence?: [from: number, to: number]
  spoil?: (file: string) => void
}
const oddities: Record<string, Odd> = {
  'WebM of VP9 and Opus': {
    name: 'one.webm',
    args: [...film(), ...tone, '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'],
  },
  'ProRes of ten bits in MOV': {
    name: 'prores.mov',
    args: [...film(), ...tone, '-c:v', 'prores_ks', '-pix_fmt', 'yuv422p10le', '-c:a', 'pcm_s24le'],
  },
  'DNxHR in MXF': {
    name: 'dnxhr.mxf',
    args: [...film(), ...tone, '-c:v', 'dnxhd', '-profile:v', 'dnxhr_sq', '-pix_fmt', 'yuv422p', '-ar', '48000'],
  },
  'MPEG-2 in a programme stream': {
    name: 'disc.mpg',
    args: [...film(), ...tone, '-c:v', 'mpeg2video', '-c:a', 'ac3', '-f', 'vob'],
  },
  'an AVI of packed pictures': {
    name: 'old.avi',
    args: [...film(), ...tone, '-c:v', 'mpeg4', '-bf', '2', '-vtag', 'XVID', '-c:a', 'libmp3lame'],
  },
  'Theora, whose decoder cannot skip': { name: 'one.ogv', args: [...film(), ...tone, '-c:v', 'libtheora'] },
  'subtitles and attachments beside the film': {
    name: 'extras.mkv',
    args: [
      ...[...film(), ...tone, '-i', 'words.srt', '-map', '0', '-map', '1', '-map', '2', '-map', '2', ...x264],
      ...['-attach', 'words.srt', '-metadata:s:t', 'mimetype=text/plain'],
    ],
  },
  'a cover that comes first and says nothing of it': {
    name: 'cover.mkv',
    args: [
      '-i',
      'cover.jpg',
      ...film(),
      ...tone,
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-c:v:0',
      'mjpeg',
      '-c:v:1',
      'mpeg4',
    ],
  },
  'times that begin far from nought': {
    name: 'far.ts',
    args: [...film(), ...tone, ...x264, '-output_ts_offset', '90000', '-muxdelay', '0'],
  },
  'sound that begins late': {
    name: 'late.mp4',
    args: [...film(3), '-itsoffset', '1', ...tone, ...x264],
    seconds: 3,
    silence: [0, 1],
  },
  'sound that goes on after the picture, which stands': {
    name: 'long.mkv',
    args: [...film(1), ...sines('sine=duration=4'), ...x264],
    seconds: 4,
  },
  'one picture and sound': {
    name: 'still.mkv',
    args: [...film(0.04), ...sines('sine=duration=3'), ...x264],
    seconds: 3,
  },
  'twelve channels that nobody placed': {
    name: 'discrete.mov',
    args: [...film(), ...sines('aevalsrc=0.2*sin(2000*t)|0|0|0|0|0|0|0|0|0|0|0', 'd=2'), ...x264, '-c:a', 'pcm_s16le'],
  },
  '7.1': { name: 'cinema.mkv', args: [...film(), ...tone, '-af', 'pan=7.1|c2=c0', ...x264, '-c:a', 'flac'] },
  'a fifth of a second': {
    name: 'blink.mp4',
    args: [...film(0.2), ...sines('sine=duration=0.2'), ...x264],
    seconds: 0.2,
  },
  'damage in the middle': {
    name: 'scratched.mp4',
    args: [...film(6), ...sines('sine=duration=6'), ...x264, '-g', '25'],
    seconds: 6,
    spoil: scratch,
  },
}
for (const [title, { name, args, seconds = 2, silence, spoil }] of Object.entries(oddities)) {
  test(`packages ${title}`, async () => {
    writeFileSync(join(folder, 'words.srt'), '1\n00:00:00,000 --> 00:00:01,000\nOne.\n')
    ffmpeg('-f', 'lavfi', '-i', 'color=size=400x400', '-frames:v', '1', join(folder, 'cover.jpg'))
    const file = join(folder, name)
    ffmpeg(...args.map((arg) => (/^(words|cover)\./.test(arg) ? join(folder, arg) : arg)), file)
    spoil?.(file)
    const { picture, sound } = await becomes(file)
    expect(picture).toMatchObject({ ...sdr, width: 256, height: 144 })
    expect(Math.abs(picture.seconds - seconds)).toBeLessThan(0.15)
    expect(Math.abs((sound?.seconds ?? 0) - picture.seconds)).toBeLessThan(0.1)
    const [from, to] = silence ?? [0, 0]
    const silent = silences(sound?.file ?? '').filter(([begin]) => begin < to)
    for (const found of silent) expect(found[1]).toBeCloseTo(to, -0.3)
    expect(silent.map(([begin]) => begin)).toEqual(silence ? [from] : [])
  })
}

test('a recording that shows little, and then much, is made for the much', async () => {
  const chosen = "select='lt(n,40)+not(mod(n,30))'"
  const video = [...x264, '-fps_mode', 'vfr']
  const { picture } = await becomes(make('screen.mp4', { seconds: 6, rate: '30', filter: chosen, video }))
  expect(picture).toMatchObject({ r_frame_rate: '30/1' })
})

/** Bytes of noise in the middle third of what the film holds. */
function scratch(file: string): void {
  const bytes = readFileSync(file)
  const [from, to] = [bytes.indexOf('mdat') + 4, bytes.indexOf('moov') - 4]
  const third = Math.floor((to - from) / 3)
  for (let i = from + third; i < from + 2 * third; i += 1) bytes[i] = (i * 2654435761) >>> 24
  writeFileSync(file, bytes)
}

/** From when to when nothing is heard. */
function silences(file: string): [number, number][] {
  const said = say('"$1" -hide_banner -nostdin -i "$2" -af silencedetect=noise=-45dB:d=0.2 -f null - 2>&1', file)
  const begins = [...said.matchAll(/silence_start: (-?[\d.]+)/g)].map(([, at]) => Math.max(0, Number(at)))
  const ends = [...said.matchAll(/silence_end: ([\d.]+)/g)].map(([, at]) => Number(at))
  return begins.map((begin, i) => [begin, ends[i] ?? Number.POSITIVE_INFINITY])
}

/** The file with a note to show it turned by a quarter, as telephones write it. */
function turned(file: string): string {
  const bytes = readFileSync(file)
  const matrix = bytes.indexOf('tkhd') + 44
  for (const [i, value] of [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000].entries()) {
    bytes.writeInt32BE(value, matrix + 4 * i)
  }
  writeFileSync(file, bytes)
  return file
}

/** How many pictures show two moments at once, line by line. */
function combed(file: string): number {
  const said = say('"$1" -hide_banner -nostdin -i "$2" -vf idet -f null - 2>&1', file)
  const [, top = '0', bottom = '0'] = /Multi frame detection: TFF: *(\d+) BFF: *(\d+)/.exec(said) ?? []
  return Number(top) + Number(bottom)
}

/** From 0 to 255, as it is written down. */
function brightness(file: string): number {
  const args = ['-v', 'error', '-i', file, '-frames:v', '1', '-vf', 'format=gray,scale=1:1', '-f', 'rawvideo', 'pipe:1']
  return execFileSync('ffmpeg', args)[0] ?? 0
}

function loudness(file: string): number {
  const said = say('"$1" -hide_banner -nostdin -i "$2" -af loudnorm=print_format=json -f null - 2>&1', file)
  const { input_i = '' } = JSON.parse(said.slice(said.lastIndexOf('{'), said.lastIndexOf('}') + 1)) as {
    input_i?: string
  }
  return Number(input_i.replace('inf', 'Infinity'))
}

function say(command: string, file: string): string {
  return String(execFileSync('sh', ['-c', command, 'sh', 'ffmpeg', file]))
}
