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
