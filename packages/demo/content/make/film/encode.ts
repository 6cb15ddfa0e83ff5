import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sound } from '../narration/sound.ts'
import { drawnPerSecond } from '../stage/page.ts'
import type { FrameSink } from './camera.ts'

const rungs = [
  { name: 'v360', width: 640, height: 360, quality: 31 },
  { name: 'v720', width: 1280, height: 720, quality: 31 },
] as const

const ffmpeg = process.env['FFMPEG_PATH'] ?? 'ffmpeg'
// Every drawing is held for two frames of the 25 fps film, which calm motion forgives and the file size thanks.
const rawFrames = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', '1280x720', '-r', String(drawnPerSecond), '-i', 'pipe:0']
const bt709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv']
const toBt709 = (width: number, height: number) =>
  `scale=${width}:${height}:flags=lanczos:out_color_matrix=bt709:out_range=tv,format=yuv420p`
const lineArt = ['-c:v', 'libx264', '-preset', 'medium', '-tune', 'animation', ...bt709]

/** An ffmpeg that is fed frames, and ends when told that there are no more. */
export interface FrameEncoder {
  write: FrameSink
  finish(): Promise<void>
}

/** Encodes both rungs of a lesson at once, as single-file HLS with 2 s GOPs and 6 s segments. */
export function encodeRungs(dir: string): FrameEncoder {
  const split = `[0:v]fps=25,split=${rungs.length}${rungs.map((rung) => `[${rung.name}s]`).join('')}`
  const scaled = rungs.map((rung) => `[${rung.name}s]${toBt709(rung.width, rung.height)}[${rung.name}]`)
  const outputs = rungs.flatMap((rung) => [
    ...['-map', `[${rung.name}]`, ...lineArt, '-profile:v', 'high', '-crf', String(rung.quality)],
    ...['-g', '50', '-keyint_min', '50', '-force_key_frames', 'expr:gte(t,n_forced*2)', '-sc_threshold', '0'],
    ...hls(rung.name),
  ])
  return feed([...rawFrames, '-filter_complex', [split, ...scaled].join(';'), ...outputs], dir)
}

/** Encodes fed frames as one small file that starts to play before it is whole. */
export function encodeTrailer(dir: string, seconds: number): FrameEncoder {
  const fade = `fade=t=in:d=0.4:color=0xf6f1e7,fade=t=out:st=${seconds - 0.5}:d=0.5:color=0xf6f1e7`
  return feed(
    [
      ...rawFrames,
      '-vf',
      `fps=25,${fade},${toBt709(640, 360)}`,
      ...lineArt,
      '-crf',
      '32',
      '-g',
      '250',
      '-movflags',
      '+faststart',
      'trailer.mp4',
    ],
    dir,
  )
}

/** Warms and levels a spoken track and packs it as a 48 kHz AAC rendition. */
export async function encodeVoice(dir: string, name: string, sound: Sound): Promise<void> {
  const raw = join(dir, `${name}.f32`)
  await writeFile(raw, Buffer.from(sound.samples.buffer, sound.samples.byteOffset, sound.samples.byteLength))
  const warm = 'highpass=f=75,equalizer=f=220:t=q:w=1:g=1.5,equalizer=f=3400:t=q:w=1.4:g=-2.5,highshelf=f=6500:g=-3'
  const level = 'acompressor=threshold=0.1:ratio=2.5:attack=8:release=160,loudnorm=I=-18:TP=-2:LRA=7'
  const input = ['-f', 'f32le', '-ar', String(sound.rate), '-ac', '1', '-i', raw]
  // Less the encoder's lead-in, or a last segment of a few milliseconds would follow.
  const seconds = String(sound.samples.length / sound.rate - 0.04)
  await run(
    [
      ...input,
      '-af',
      `${warm},${level},aresample=48000`,
      '-t',
      seconds,
      '-c:a',
      'aac',
      '-b:a',
      '48k',
      '-ac',
      '1',
      ...hls(name),
    ],
    dir,
  )
  await rm(raw)
}

function hls(name: string): string[] {
  const flags = [
    '-hls_segment_type',
    'fmp4',
    // The first picture is shown at 0, where the sound begins.
    '-hls_segment_options',
    'movflags=+cmaf',
    '-hls_flags',
    'single_file+independent_segments',
    '-hls_playlist_type',
    'vod',
  ]
  return ['-f', 'hls', '-hls_time', '6', ...flags, '-hls_segment_filename', `${name}.mp4`, `${name}.m3u8`]
}

/** The first seconds of a lesson, with its sound, as a progressive file. */
export async function cutTrailer(dir: string, voice: string, seconds: number): Promise<void> {
  const fade = `fade=t=out:st=${seconds - 0.6}:d=0.6:color=0xf6f1e7,scale=640:360:flags=lanczos,format=yuv420p`
  const video = ['-vf', fade, ...lineArt, '-crf', '32', '-g', '250']
  const audio = ['-af', `afade=t=out:st=${seconds - 0.8}:d=0.8`, '-c:a', 'aac', '-b:a', '40k']
  await run(
    [
      '-i',
      'v720.m3u8',
      '-i',
      `${voice}.m3u8`,
      '-t',
      String(seconds),
      ...video,
      ...audio,
      '-movflags',
      '+faststart',
      'trailer.mp4',
    ],
    dir,
  )
}

/** One 160 × 90 tile for every two seconds, taken from their middle; ten to a row. */
export async function tileStoryboard(dir: string, rows: number): Promise<void> {
  const tiles = `select='eq(mod(n,50),25)',scale=160:90:flags=lanczos,tile=10x${rows}:color=0xf6f1e7`
  await run(
    ['-i', 'v360.m3u8', '-an', '-vf', tiles, '-frames:v', '1', '-update', '1', '-q:v', '5', 'storyboard.jpg'],
    dir,
  )
}

/** Writes a picture as JPEG. */
export async function writeJpeg(dir: string, name: string, png: Buffer, quality = 4): Promise<void> {
  await mkdir(dir, { recursive: true })
  const encoder = start(
    [
      '-f',
      'png_pipe',
      '-i',
      'pipe:0',
      '-pix_fmt',
      'yuvj444p',
      '-q:v',
      String(quality),
      '-huffman',
      'optimal',
      `${name}.new.jpg`,
    ],
    dir,
  )
  encoder.stdin?.end(png)
  await ended(encoder)
  await rename(join(dir, `${name}.new.jpg`), join(dir, `${name}.jpg`))
}

function feed(args: string[], dir: string): FrameEncoder {
  const encoder = start(args, dir)
  const done = ended(encoder)
  return {
    async write(frame) {
      if (encoder.stdin?.write(frame) === false) await Promise.race([once(encoder.stdin, 'drain'), done])
    },
    async finish() {
      encoder.stdin?.end()
      await done
    },
  }
}

const run = (args: string[], dir: string): Promise<void> => ended(start(args, dir))

function start(args: string[], dir: string): ChildProcess {
  return spawn('nice', ['-n', '10', ffmpeg, '-hide_banner', '-loglevel', 'error', '-y', ...args], {
    cwd: dir,
    stdio: ['pipe', 'inherit', 'inherit'],
  })
}

async function ended(encoder: ChildProcess): Promise<void> {
  const [code] = (await once(encoder, 'close')) as [number]
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}.`)
}
