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
  duration?: string
  channels?: number
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
