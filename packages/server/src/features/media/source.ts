import { recogniseContainer } from '../../platform/ffmpeg/container.ts'
import { type ProbedStream, probe } from '../../platform/ffmpeg/probe.ts'
import type { Ffmpeg } from '../../platform/ffmpeg/run.ts'
import type { Shape } from './ladder.ts'
import { measure, requireWholeMov, unreadable } from './source-extent.ts'
import { SourceRefused } from './source-refused.ts'

/** How the light of a picture is written down. */
export type Light = 'sdr' | 'pq' | 'hlg'

/** What a master file holds, as far as packaging asks. */
export interface Source {
  file: string
  demuxer: string
  /** How long what is made of it becomes. */
  durationSeconds: number
  video: Shape & {
    index: number
    framesPerSecond: string
    isInterlaced: boolean
    light: Light
    /** Sound goes on after the last picture, which stands until then. */
    standsSeconds: number
  }
  audio: {
    index: number
    language: string | undefined
    /** Channels that nobody says where to hear: the first two are left and right. */
    isUnplaced: boolean
  }[]
}

const longestSeconds = 12 * 3600
const mostPixels = 8192 * 4320
const mostFramesPerSecond = 300
const smallestSide = 32
const mostAudioTracks = 16
// What is longer than its picture by less is trimmed.
const mayOutlastSeconds = 1
// What stands for a rate beyond is the clock of the file, not of the camera.
const fastestBase = 61
const rates = ['24000/1001', '24', '25', '30000/1001', '30'] as const

/** Reads what a file is and holds, from its content alone; `SourceRefused` where that is no video we can package. */
export async function readSource(ffmpeg: Ffmpeg, file: string, how: { signal: AbortSignal }): Promise<Source> {
  const container = await recogniseContainer(file)
  if ('is' in container) throw new SourceRefused(`This file is ${container.is}, not a video.`)
  const { demuxer, holds } = container
  if (holds === 'audio') throw new SourceRefused('This file holds sound only, no picture.')
  if (demuxer === 'mov') await requireWholeMov(file)
  const probed = await probe(ffmpeg, { file, demuxer }, how).catch(unreadable)
  const pictures = probed.streams.filter(isPicture)
  for (const picture of pictures) requireSane(picture, shown(picture))
  const sounds = probed.streams.filter(({ codec_type }) => codec_type === 'audio').slice(0, mostAudioTracks)
  if (pictures.length === 0) throw new SourceRefused('This file holds no picture.')
  const extents = await measure(ffmpeg, { file, demuxer, probed, how })
  const packets = ({ index }: ProbedStream) => extents.get(index)?.packets ?? 0
  // A cover may travel as a stream of one picture beside the film.
  const video = pictures.find((picture) => packets(picture) > 1) ?? pictures[0]
  if (!video || (packets(video) < 2 && sounds.length === 0))
    throw new SourceRefused('The file holds no moving picture.')
  const ends = ({ index }: ProbedStream) => extents.get(index)?.endSeconds ?? 0
  const pictureSeconds = ends(video)
  const soundSeconds = Math.max(0, ...sounds.map(ends))
  const standsSeconds = soundSeconds - pictureSeconds > mayOutlastSeconds ? soundSeconds - pictureSeconds : 0
  const durationSeconds = pictureSeconds + standsSeconds
  if (!(durationSeconds > 0)) throw new SourceRefused('The file holds no moving picture.')
  if (durationSeconds > longestSeconds) throw new SourceRefused('The video is longer than 12 hours.')
  return {
    file,
    demuxer,
    durationSeconds,
    video: {
      index: video.index,
      ...shown(video),
      framesPerSecond: constantRate(video),
      isInterlaced: /^(tt|bb|tb|bt)$/.test(video.field_order ?? ''),
      light: light(video),
      standsSeconds,
    },
    audio: sounds.map(({ index, tags, channels = 2, channel_layout = 'unknown' }) => ({
      index,
      language: language(tags?.['language']),
      isUnplaced: channels > 8 || (channels > 2 && channel_layout === 'unknown'),
    })),
  }
}

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

/** The usual rate next to the source's own; past 30 pictures a second, every second one. */
function constantRate({ avg_frame_rate, r_frame_rate }: ProbedStream): string {
  const [average, base] = [fraction(avg_frame_rate), fraction(r_frame_rate)]
  // A variable rate has moments that are faster than its average.
  let own = (base > average ? (base <= fastestBase ? base : Math.max(average, 25)) : average) || 25
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
