import { open, stat } from 'node:fs/promises'
import { measureStreams, type Probe, type StreamExtent } from '../../platform/ffmpeg/probe.ts'
import { type Ffmpeg, ProgramFailed } from '../../platform/ffmpeg/run.ts'
import { SourceRefused } from './source-refused.ts'

// A disk or a network folder that is slower does not answer.
const slowestBytesPerSecond = 1_000_000

/** How far each stream reaches from where the first begins: as an MP4 lists it, or by reading the file through. */
export async function measure(
  ffmpeg: Ffmpeg,
  { file, demuxer, probed, how }: { file: string; demuxer: string; probed: Probe; how: { signal: AbortSignal } },
): Promise<Map<number, StreamExtent>> {
  const begins = finite(probed.format.start_time) ?? 0
  const listed = probed.streams.map(({ index, start_time, duration, nb_frames }): [number, StreamExtent] => [
    index,
    { packets: finite(nb_frames) ?? 0, endSeconds: (finite(start_time) ?? 0) + (finite(duration) ?? 0) - begins },
  ])
  if (demuxer === 'mov' && listed.every(([, { packets }]) => packets > 0)) return new Map(listed)
  const { size } = await stat(file)
  const timeLimitSeconds = 120 + size / slowestBytesPerSecond
  const found = await measureStreams(ffmpeg, { file, demuxer }, { ...how, timeLimitSeconds }).catch(unreadable)
  const extents = [...found].map(([index, { packets, endSeconds }]): [number, StreamExtent] => [
    index,
    { packets, endSeconds: endSeconds - begins },
  ])
  const reached = Math.max(0, ...extents.map(([, { endSeconds }]) => endSeconds))
  requireWhole(reached, finite(probed.format.duration) ?? reached)
  return new Map(extents)
}

function finite(text: string | undefined): number | undefined {
  const value = Number(text)
  return text !== undefined && Number.isFinite(value) ? value : undefined
}

// A file that ends this much earlier than it says was cut off.
const mayMiss = (seconds: number) => 2 + seconds / 20

/** Refuses a file of which less is there than it says. */
export function requireWhole(seconds: number, saidSeconds: number): void {
  if (seconds >= saidSeconds - mayMiss(saidSeconds)) return
  const clock = (time: number) => `${Math.floor(time / 60)}:${String(Math.floor(time % 60)).padStart(2, '0')}`
  throw new SourceRefused(`The file ends after ${clock(seconds)} of ${clock(saidSeconds)}: it is damaged or not whole.`)
}

/** For a program that gave up reading a file. */
export function unreadable(error: unknown): never {
  if (error instanceof ProgramFailed) throw new SourceRefused('The file is damaged or not whole: it cannot be read.')
  throw error
}

/** An MP4 file is a row of atoms that say how long they are: the last must end with the file. */
export async function requireWholeMov(file: string): Promise<void> {
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
