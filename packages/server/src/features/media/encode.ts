import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Ffmpeg, input, ProgramFailed, runFfmpeg } from '../../platform/ffmpeg/run.ts'
import type { Rung, Shape } from './ladder.ts'
import type { Source } from './source.ts'
import { SourceRefused } from './source-refused.ts'

/** How one encoder runs: where it writes, when it must stop, who hears how far it is (0 to 1). */
export interface Encoding {
  dir: string
  signal: AbortSignal
  hasToneMapping: boolean
  onProgress: (fraction: number) => void
}

// What ffmpeg ends with when it could decode less than a third.
const mostlyErrors = 69
const segmentSeconds = 6
const keyFrameSeconds = 2
const loudnessLufs = -16
const silenceLufs = -69
// 2 dB below the most there is: between samples, and after AAC, it is a little more.
const highestPeak = 0.79
// Measuring is that much of the work on a sound track.
const measuringShare = 0.2
// A frame of AAC and a half: the encoder's lead-in would otherwise become a last segment of a few milliseconds.
const leadInSeconds = 0.04
const bt709 = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv']
const nothingElse = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1']

/**
 * Encodes rungs from one reading of the source, each as `<name>.m3u8` beside a single `<name>.mp4`, at a constant rate,
 * upright and in plain SDR.
 */
export async function encodeRungs(
  ffmpeg: Ffmpeg,
  source: Source,
  rungs: readonly Rung[],
  how: Encoding,
): Promise<void> {
  const { framesPerSecond, isInterlaced, index, standsSeconds } = source.video
  const read = [...(isInterlaced ? ['bwdif=mode=send_frame'] : []), `fps=${framesPerSecond}:start_time=0`]
  const pads = rungs.map(({ name }) => `[${name}]`).join('')
  const stands = standsSeconds > 0 ? [`tpad=stop_mode=clone:stop_duration=${standsSeconds.toFixed(3)}`] : []
  const graph = [
    `[0:${index}]${[...read, `split=${rungs.length}`].join(',')}${pads}`,
    ...rungs.map(
      (rung) => `[${rung.name}]${[...pictureFilters(source, rung, how), ...stands].join(',')}[${rung.name}o]`,
    ),
  ]
  const [frames = 25, per = 1] = framesPerSecond.split('/').map(Number)
  const interval = String(Math.ceil((keyFrameSeconds * frames) / per))
  const outputs = rungs.flatMap(({ name, maxRate }) => [
    ...['-map', `[${name}o]`, '-an', ...nothingElse],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', maxRate < 2000 ? 'main' : 'high'],
    ...['-crf', '22', '-maxrate', `${maxRate}k`, '-bufsize', `${2 * maxRate}k`, ...bt709],
    ...['-g', interval, '-keyint_min', interval, '-sc_threshold', '0'],
    ...['-force_key_frames', `expr:gte(t,n_forced*${keyFrameSeconds})`],
    ...hls(name),
  ])
  await encode(ffmpeg, source, how, ['-filter_complex', graph.join(';'), ...outputs])
}

/** Encodes one sound track in stereo, levelled, exactly as long as the picture. */
export async function encodeAudio(
  ffmpeg: Ffmpeg,
  source: Source,
  { name, index, isUnplaced }: { name: string; index: number; isUnplaced: boolean },
  how: Encoding,
): Promise<void> {
  const track = ['-map', `0:${index}`, '-vn', ...nothingElse]
  const placed = isUnplaced ? 'pan=stereo|c0=c0|c1=c1' : 'aformat=channel_layouts=stereo'
  const stereo = `${placed},aresample=48000:async=1:first_pts=0`
  const measuring = { ...how, onProgress: (fraction: number) => how.onProgress(measuringShare * fraction) }
  const said = await encode(ffmpeg, source, measuring, [
    ...['-loglevel', 'info', ...track, '-af', `${stereo},ebur128=framelog=verbose`, '-f', 'null', '-'],
  ])
  const seconds = source.durationSeconds
  const filters = [stereo, ...levelling(said), `apad=whole_dur=${seconds}`]
  const onProgress = (fraction: number) => how.onProgress(measuringShare + (1 - measuringShare) * fraction)
  await encode(ffmpeg, source, { ...how, onProgress }, [
    ...[...track, '-af', filters.join(','), '-t', String(Math.max(0.1, seconds - leadInSeconds))],
    ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-ar', '48000', ...hls(name)],
  ])
}

/** Brings what was measured to one loudness, its peaks held down; nothing for silence. */
function levelling(said: string): string[] {
  const measured = Number(/\n +I: +(-?[\d.]+) LUFS/.exec(said.slice(said.lastIndexOf('Integrated loudness')))?.[1])
  if (!Number.isFinite(measured) || measured <= silenceLufs) return []
  return [`volume=${(loudnessLufs - measured).toFixed(1)}dB`, `alimiter=limit=${highestPeak}:level=disabled`]
}

/** Draws `poster.jpg`, from a little into the video. */
export async function drawPoster(ffmpeg: Ffmpeg, source: Source, size: Shape, how: Encoding): Promise<void> {
  const { durationSeconds, video } = source
  const at = Math.max(0, Math.min(3, durationSeconds / 10, durationSeconds - video.standsSeconds - 0.5))
  const filters = pictureFilters(source, size, how).join(',')
  const picture = ['-map', `0:${source.video.index}`, '-an', ...nothingElse, '-vf', filters, '-frames:v', '1']
  const output = [...picture, '-update', '1', '-q:v', '3', 'poster.jpg']
  await encode(ffmpeg, source, how, output, ['-ss', String(at)])
  // A file that cannot be entered in its middle gives nothing from there on.
  if (!(await stat(join(how.dir, 'poster.jpg')).catch(() => undefined))) await encode(ffmpeg, source, how, output)
}

/** Draws `storyboard.jpg` of tiles, ten to a row, one for each `everySeconds`; only from whole pictures, which is fast. */
export async function drawStoryboard(
  ffmpeg: Ffmpeg,
  source: Source,
  { tile, everySeconds, count }: { tile: Shape; everySeconds: number; count: number },
  how: Encoding,
): Promise<void> {
  const filters = [
    // Whole pictures may be far apart: each stands until the next.
    `tpad=stop_mode=clone:stop_duration=${everySeconds * count}`,
    `fps=1/${everySeconds}:start_time=0:round=up`,
    ...pictureFilters(source, tile, how),
    `tile=10x${Math.ceil(count / 10)}`,
  ].join(',')
  const pictures = ['-map', `0:${source.video.index}`, '-an', ...nothingElse, '-vf', filters, '-frames:v', '1']
  const output = [...pictures, '-update', '1', '-q:v', '5', 'storyboard.jpg']
  // Not every decoder can skip, and a damaged file may have no whole picture left.
  await encode(ffmpeg, source, how, output, ['-skip_frame', 'nokey']).catch(async (error) => {
    if (!(error instanceof SourceRefused || error instanceof ProgramFailed)) throw error
    await encode(ffmpeg, source, how, output)
  })
}

async function encode(
  ffmpeg: Ffmpeg,
  { file, demuxer, durationSeconds }: Source,
  { dir, signal, onProgress }: Encoding,
  output: string[],
  before: string[] = [],
): Promise<string> {
  try {
    return await runFfmpeg(ffmpeg, [...before, ...input(file, demuxer), ...output], {
      cwd: dir,
      signal,
      // A slow machine takes half a minute for a second of a large picture.
      timeLimitSeconds: 600 + 30 * durationSeconds,
      onProgress: (seconds) => onProgress(Math.min(1, seconds / durationSeconds)),
    })
  } catch (error) {
    if (error instanceof ProgramFailed && error.code === mostlyErrors)
      throw new SourceRefused('The file is damaged: most of its picture or sound cannot be read.')
    throw error
  }
}

/**
 * Brings a picture to size, square pixels, 8 bits and SDR. HDR is brought down by its light where this ffmpeg has
 * zscale and tonemap; without them its numbers are taken as they are, which looks pale but plays.
 */
function pictureFilters({ video }: Source, { width, height }: Shape, { hasToneMapping }: Encoding): string[] {
  if (video.light === 'sdr' || !hasToneMapping) {
    const scale = `scale=${width}:${height}:flags=bicubic:out_color_matrix=bt709:out_range=tv`
    return [scale, 'setsar=1', 'format=yuv420p']
  }
  const transfer = video.light === 'pq' ? 'smpte2084' : 'arib-std-b67'
  return [
    `zscale=w=${width}:h=${height}:tin=${transfer}:min=2020_ncl:pin=2020:rin=limited:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=limited',
    'setsar=1',
    'format=yuv420p',
  ]
}

function hls(name: string): string[] {
  // As CMAF has it the first picture is shown at 0; else it would wait for two more, and the sound not.
  const fragments = ['-hls_segment_type', 'fmp4', '-hls_segment_options', 'movflags=+cmaf']
  const flags = [...fragments, '-hls_flags', 'single_file+independent_segments']
  const list = ['-hls_playlist_type', 'vod', '-hls_list_size', '0', '-hls_segment_filename', `${name}.mp4`]
  return ['-f', 'hls', '-hls_time', String(segmentSeconds), ...flags, ...list, `${name}.m3u8`]
}
