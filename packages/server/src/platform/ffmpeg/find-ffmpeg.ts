import { type Ffmpeg, run } from './run.ts'

/** What an ffmpeg can do beyond what every one must. */
export interface FfmpegAbilities {
  version: string
  /** Brings HDR down to SDR by its light, not by its numbers. */
  hasToneMapping: boolean
}

export class FfmpegUnfit extends Error {}

const oldestVersion = 5
const encoders = ['libx264', 'aac', 'mjpeg']

/** What the ffmpeg at hand can do, or `FfmpegUnfit` with what an operator has to mend. */
export async function findFfmpeg(tools: Ffmpeg): Promise<FfmpegAbilities> {
  const [versions, codecs, filters] = await Promise.all([
    ask(tools, 'ffmpeg', '-version'),
    ask(tools, 'ffmpeg', '-encoders'),
    ask(tools, 'ffmpeg', '-filters'),
    ask(tools, 'ffprobe', '-version'),
  ])
  const version = /^ffmpeg version n?(\S+)/m.exec(versions)?.[1] ?? 'unknown'
  // A build from the source tree bears a name instead of a number, and is newer than any release it was made from.
  const major = /^\d+(?=\.)/.exec(version)?.[0]
  if (major !== undefined && Number(major) < oldestVersion) {
    throw new FfmpegUnfit(`ffmpeg at ${tools.ffmpegPath} is version ${version}; ${oldestVersion} or later is needed.`)
  }
  const missing = encoders.filter((name) => !new RegExp(`^ \\S+ ${name} `, 'm').test(codecs))
  if (missing.length > 0) {
    throw new FfmpegUnfit(
      `ffmpeg at ${tools.ffmpegPath} was built without ${missing.join(' and ')}; take one that has it.`,
    )
  }
  const has = (filter: string) => new RegExp(`^ \\S+ ${filter} `, 'm').test(filters)
  return { version, hasToneMapping: has('zscale') && has('tonemap') }
}

async function ask(tools: Ffmpeg, which: 'ffmpeg' | 'ffprobe', question: string): Promise<string> {
  const lines: string[] = []
  try {
    await run(tools, which, [question], { timeLimitSeconds: 60, onLine: (line) => lines.push(line) })
  } catch (error) {
    throw new FfmpegUnfit(
      `${which} does not run. Install ffmpeg ${oldestVersion} or later, or set FFMPEG_PATH and FFPROBE_PATH.`,
      { cause: error },
    )
  }
  return lines.join('\n')
}
