import { open, stat } from 'node:fs/promises'
import { recogniseContainer } from '../../platform/ffmpeg/container.ts'
import { type Probe, type ProbedStream, probe } from '../../platform/ffmpeg/probe.ts'
import { type Ffmpeg, input, ProgramFailed, runFfmpeg } from '../../platform/ffmpeg/run.ts'
import type { Shape } from './ladder.ts'

/** A file that cannot become a video, and why, in words for whoever uploaded it. */
export class SourceRefused extends Error {}

/** How the light of a picture is written down. */
export type Light = 'sdr' | 'pq' | 'hlg'

/** What a master file holds, as far as packaging asks. */
export interface Source {
  file: string
  demuxer: string
  durationSeconds: number
  video: Shape & { index: number; framesPerSecond: string; isInterlaced: boolean; light: Light }
  audio: { index: number; language: string | undefined }[]
}

const longestSeconds = 12 * 3600
const mostPixels = 8192 * 4320
const mostFramesPerSecond = 300
const smallestSide = 32
const mostAudioTracks = 16
const rates = ['24000/1001', '24', '25', '30000/1001', '30'] as const

/** Reads what a file is and holds, from its content alone; `SourceRefused` where that is no video we can package. */
export async function readSource(ffmpeg: Ffmpeg, file: string, how: { signal: AbortSignal }): Promise<Source> {
  const container = await recogniseContainer(file)
  if ('is' in container) throw new SourceRefused(`This file is ${container.is}, not a video.`)
  const { demuxer, holds } = container
  if (holds === 'audio') throw new SourceRefused('This file holds sound only, no picture.')
  if (demuxer === 'mov') await requireWholeMov(file)
  const found = await probe(ffmpeg, { file, demuxer }, how).catch((error) => {
    if (error instanceof ProgramFailed) throw new SourceRefused('The file is damaged or not whole: it cannot be read.')
    throw error
  })
  const video = found.streams.find(isPicture)
  if (!video) throw new SourceRefused('This file holds no picture.')
  const shape = shown(video)
  requireSane(video, shape)
  const durationSeconds = declaredSeconds(found, video) ?? (await countSeconds(ffmpeg, { file, demuxer, how }))
  if (!(durationSeconds > 0)) throw new SourceRefused('The file holds no moving picture.')
  if (durationSeconds > longestSeconds) throw new SourceRefused('The video is longer than 12 hours.')
  return {
    file,
    demuxer,
    durationSeconds,
    video: {
      index: video.index,
      ...shape,
      framesPerSecond: constantRate(video),
      isInterlaced: /^(tt|bb|tb|bt)$/.test(video.field_order ?? ''),
      light: light(video),
    },
    audio: found.streams
      .filter(({ codec_type }) => codec_type === 'audio')
      .slice(0, mostAudioTracks)
      .map(({ index, tags }) => ({ index, language: language(tags?.['language']) })),
  }
}

// A cover picture travels as a video stream of one frame.
function isPicture({ codec_type, disposition }: ProbedStream): boolean {
  return codec_type === 'video' && disposition?.['attached_pic'] !== 1
}

function shown({ width = 0, height = 0, sample_aspect_ratio = '1:1', side_data_list = [] }: ProbedStream): Shape {
  const [across = 1, down = 1] = sample_aspect_ratio.split(':').map(Number)
  const aspect = across > 0 && down > 0 ? across / down : 1
  const square = {
    width: Math.round(width * Math.max(1, aspect)),
    height: Math.round(height * Math.max(1, 1 / aspect)),
  }
  const turn = side_data_list.find(({ rotation }) => rotation !== undefined)?.rotation ?? 0
  return Math.abs(turn) % 180 === 90 ? { width: square.height, height: square.width } : square
}

function requireSane(video: ProbedStream, shape: Shape): void {
  const { codec_name } = video
  if (codec_name === undefined || codec_name === 'unknown') {
    throw new SourceRefused('The picture is encoded in a way we do not read.')
  }
  if (shape.width * shape.height > mostPixels) throw new SourceRefused('The picture is larger than 8192 × 4320.')
  if (Math.min(shape.width, shape.height) < smallestSide || Math.max(shape.width, shape.height) > 16384) {
    throw new SourceRefused('The picture is too small or too narrow to watch.')
  }
  if (fraction(video.avg_frame_rate) > mostFramesPerSecond) {
    throw new SourceRefused(`The video shows more than ${mostFramesPerSecond} pictures a second.`)
  }
}

function declaredSeconds({ format, streams }: Probe, video: ProbedStream): number | undefined {
  const said = [video.duration, format.duration, ...streams.map(({ duration }) => duration)].map(Number)
  return said.find((seconds) => Number.isFinite(seconds) && seconds > 0)
}

/** The length of a recording whose maker did not note it, by reading it through. */
async function countSeconds(
  ffmpeg: Ffmpeg,
  { file, demuxer, how }: { file: string; demuxer: string; how: { signal: AbortSignal } },
): Promise<number> {
  let last = 0
  const args = [...input(file, demuxer), '-map', '0:v:0', '-c', 'copy', '-f', 'null', '-']
  await runFfmpeg(ffmpeg, args, { ...how, timeLimitSeconds: 1800, onProgress: (seconds) => (last = seconds) })
  return last
}

/** The usual rate next to the source's own; past 30 pictures a second, every second one. */
function constantRate({ avg_frame_rate, r_frame_rate }: ProbedStream): string {
  let own = fraction(avg_frame_rate) || fraction(r_frame_rate) || 25
  while (own > 31) own /= 2
  if (own < 20) return String(Math.max(5, Math.round(own)))
  const distance = (rate: string) => Math.abs(fraction(rate) - own)
  return [...rates].sort((a, b) => distance(a) - distance(b))[0] ?? '25'
}

function fraction(text = ''): number {
  const [over = 0, under = 1] = text.split('/').map(Number)
  return under > 0 && Number.isFinite(over / under) ? over / under : 0
}

function light({ color_transfer }: ProbedStream): Light {
  if (color_transfer === 'smpte2084') return 'pq'
  return color_transfer === 'arib-std-b67' ? 'hlg' : 'sdr'
}

/** `it` for `ita` and `IT`; undefined for what names no language. */
export function language(tag: string | undefined): string | undefined {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag ?? 'und')
    return canonical === undefined || /^(und|mul|zxx|mis)/.test(canonical) ? undefined : canonical
  } catch {
    return undefined
  }
}

/** An MP4 file is a row of atoms that say how long they are: the last must end with the file. */
async function requireWholeMov(file: string): Promise<void> {
  const { size } = await stat(file)
  const handle = await open(file, 'r')
  try {
    const head = Buffer.alloc(16)
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(head, 0, 16, at)
      const short = bytesRead >= 8 ? head.readUInt32BE(0) : -1
      const length = short === 1 && bytesRead === 16 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short
      if (length < 8 || at + length > size) {
        throw new SourceRefused('The file is not whole: its end is missing. Upload it again.')
      }
      at += length
    }
  } finally {
    await handle.close()
  }
}
