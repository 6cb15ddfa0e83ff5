import { type Ffmpeg, input, run } from './run.ts'

/** What ffprobe says of a file; every word of it comes from the file, so nothing is certain. */
export interface Probe {
  format: { duration?: string; start_time?: string }
  streams: ProbedStream[]
}

export interface ProbedStream {
  index: number
  codec_type?: string
  codec_name?: string
  width?: number
  height?: number
  pix_fmt?: string
  sample_aspect_ratio?: string
  avg_frame_rate?: string
  r_frame_rate?: string
  nb_frames?: string
  field_order?: string
  color_transfer?: string
  color_primaries?: string
  color_space?: string
  color_range?: string
  start_time?: string
  duration?: string
  channels?: number
  channel_layout?: string
  tags?: Record<string, string>
  disposition?: Record<string, number>
  side_data_list?: { rotation?: number }[]
}

const longestAnswer = 4 * 1024 * 1024

/** Reads a file as the container it was seen to be. Throws `ProgramFailed` where it cannot be read so. */
export async function probe(
  ffmpeg: Ffmpeg,
  { file, demuxer }: { file: string; demuxer: string },
  how: { signal?: AbortSignal } = {},
): Promise<Probe> {
  let text = ''
  const args = ['-loglevel', 'error', ...input(file, demuxer), '-show_format', '-show_streams', '-of', 'json']
  await run(ffmpeg, 'ffprobe', args, {
    ...how,
    timeLimitSeconds: 120,
    onLine: (line) => {
      if (text.length < longestAnswer) text += line
    },
  })
  const { format = {}, streams = [] } = JSON.parse(text) as Partial<Probe>
  return { format, streams }
}

/** What lies in one stream of a file, by reading it through. */
export interface StreamExtent {
  packets: number
  /** Where its last packet ends, by the file's own clock. */
  endSeconds: number
}

/** Reads a file to its end, decoding nothing: what it says of itself may be missing or untrue. */
export async function measureStreams(
  ffmpeg: Ffmpeg,
  { file, demuxer }: { file: string; demuxer: string },
  how: { signal: AbortSignal; timeLimitSeconds: number },
): Promise<Map<number, StreamExtent>> {
  const found = new Map<number, StreamExtent>()
  const entries = ['-show_entries', 'packet=stream_index,pts_time,dts_time,duration_time', '-of', 'csv=p=0']
  await run(ffmpeg, 'ffprobe', ['-loglevel', 'error', ...input(file, demuxer), ...entries], {
    ...how,
    onLine: (line) => {
      const [stream, pts, dts, duration] = line.split(',').map(Number)
      if (stream === undefined || !Number.isInteger(stream)) return
      const begin = [pts, dts].find(Number.isFinite) ?? 0
      const end = begin + (Number.isFinite(duration) ? (duration ?? 0) : 0)
      const known = found.get(stream) ?? { packets: 0, endSeconds: 0 }
      found.set(stream, { packets: known.packets + 1, endSeconds: Math.max(known.endSeconds, end) })
    },
  })
  return found
}
