import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { invalidField } from '../../platform/errors.ts'
import { recogniseContainer } from '../../platform/ffmpeg/container.ts'
import { probe } from '../../platform/ffmpeg/probe.ts'
import { type Ffmpeg, input, ProgramFailed, runFfmpeg } from '../../platform/ffmpeg/run.ts'

// Copying a stream is as fast as the disk.
const timeLimitSeconds = 3600

export interface Joiner extends Ffmpeg {
  /** Where the joined film lies until it is stored. */
  scratchDir: string
}

export interface SoundFile {
  language: string
  path: string
}

/** Calls `work` with a film that has these sound files as further tracks; nothing is encoded again. */
export async function withAudio<Result>(
  joiner: Joiner,
  { file, audio }: { file: string; audio: readonly SoundFile[] },
  work: (joined: string) => Promise<Result>,
): Promise<Result> {
  if (audio.length === 0) return work(file)
  const film = { file, demuxer: await demuxerOf(file) }
  const sounds = []
  for (const { path } of audio) sounds.push(...input(path, await demuxerOf(path)))
  const { streams } = await probe(joiner, film)
  const own = streams.filter(({ codec_type }) => codec_type === 'audio').length
  await mkdir(joiner.scratchDir, { recursive: true })
  const joined = join(joiner.scratchDir, `${randomUUID()}.joined`)
  const maps = ['-map', '0:v:0', '-map', '0:a?', ...audio.flatMap((_, i) => ['-map', `${i + 1}:a:0`])]
  const languages = audio.flatMap(({ language }, i) => [`-metadata:s:a:${own + i}`, `language=${language}`])
  const args = [...input(file, film.demuxer), ...sounds, ...maps, '-c', 'copy', ...languages, '-f', 'matroska', joined]
  try {
    await runFfmpeg(joiner, args, { timeLimitSeconds })
    return await work(joined)
  } catch (error) {
    if (error instanceof ProgramFailed) throw invalidField('audio', `cannot be joined to the film: ${error.said}`)
    throw error
  } finally {
    await rm(joined, { force: true })
  }
}

async function demuxerOf(file: string): Promise<string> {
  const container = await recogniseContainer(file)
  if ('demuxer' in container) return container.demuxer
  throw invalidField(file, `is ${container.is}, not sound`)
}
