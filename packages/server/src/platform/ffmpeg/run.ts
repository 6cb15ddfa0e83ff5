import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Where the two programs are. */
export interface Ffmpeg {
  ffmpegPath: string
  ffprobePath: string
  /** Where a name without a folder is looked for; empty for the system's own places. */
  searchPath: string
  /** How long ffmpeg may print nothing before it is taken to hang. */
  silenceLimitSeconds?: number
}

export interface Run {
  cwd?: string
  signal?: AbortSignal
  timeLimitSeconds: number
  /** It hangs when it printed no line for this long. */
  silenceLimitSeconds?: number
  /** Called with each line of what the program prints. */
  onLine?: (line: string) => void
}

/** A program that ended badly, with the last it said. */
export class ProgramFailed extends Error {
  readonly said: string
  /** What it ended with; undefined where we ended it. */
  readonly code: number | undefined
  constructor(program: string, how: string, { said = '', code }: { said?: string; code?: number | undefined } = {}) {
    const lines = said.trim().split('\n')
    super(`${program} ${how}${said === '' ? '' : `: ${lines.slice(-3).join(' · ').slice(-maxMessage)}`}`)
    this.said = said
    this.code = code
  }
}

// The program must not outlive us, also when we are killed: our end of the pipe closes then, and the shell kills it.
const leash = `exec 3<&0
nice -n 10 "$@" </dev/null 3<&- & child=$!
{ cat <&3; kill -9 $child; } >/dev/null 2>&1 & watcher=$!
exec 3<&-
wait $child; status=$?
kill $watcher 2>/dev/null
exit $status`

// One allocation: enough for a picture of 8192 × 4320 at 16 bits.
const maxAllocation = 512 * 1024 * 1024
const keptBytes = 4000
const maxMessage = 400

/** Runs one of the programs at low priority, without a network and without our environment; what it said on stderr. */
export async function run(
  tools: Ffmpeg,
  which: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  how: Run,
): Promise<string> {
  const program = which === 'ffmpeg' ? tools.ffmpegPath : tools.ffprobePath
  how.signal?.throwIfAborted()
  const command = [program, '-hide_banner', '-max_alloc', String(maxAllocation), ...args]
  const [first = '', ...rest] = process.platform === 'win32' ? command : ['sh', '-c', leash, 'sh', ...command]
  const child = spawn(first, rest, {
    cwd: how.cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', ...(tools.searchPath === '' ? {} : { PATH: tools.searchPath }) },
  })
  const end = () => {
    child.stdin.destroy()
    if (process.platform === 'win32') child.kill('SIGKILL')
  }
  let late: string | undefined
  const endAs = (how: string) => {
    late = how
    end()
  }
  const { timeLimitSeconds, silenceLimitSeconds } = how
  const timer = setTimeout(
    () => endAs(`took longer than ${Math.ceil(timeLimitSeconds)} seconds`),
    timeLimitSeconds * 1000,
  )
  const hangs = () => endAs(`said nothing for ${silenceLimitSeconds} seconds`)
  const silence = silenceLimitSeconds === undefined ? undefined : setTimeout(hangs, silenceLimitSeconds * 1000)
  how.signal?.addEventListener('abort', end, { once: true })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptBytes)
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    silence?.refresh()
    how.onLine?.(line)
  })
  child.stdin.on('error', () => undefined)
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    how.signal?.throwIfAborted()
    if (late !== undefined) throw new ProgramFailed(program, late)
    if (code !== 0) throw new ProgramFailed(program, `ended with ${code}`, { said, code: code ?? undefined })
    return said
  } finally {
    clearTimeout(timer)
    clearTimeout(silence)
    how.signal?.removeEventListener('abort', end)
    end()
  }
}

/** What ffmpeg is told first, always: nothing but files, and only as the container that the file was seen to be. */
export function input(file: string, demuxer: string): string[] {
  return ['-protocol_whitelist', 'file', '-f', demuxer, '-i', `file:${file}`]
}

// It tells twice a second how far it is.
const longestSilenceSeconds = 300
const quiet = ['-nostdin', '-loglevel', 'error', '-y']

/** Runs ffmpeg; `onProgress` hears how many seconds of its output are done. */
export async function runFfmpeg(
  ffmpeg: Ffmpeg,
  args: readonly string[],
  { onProgress, ...how }: Omit<Run, 'onLine'> & { onProgress?: (seconds: number) => void },
): Promise<string> {
  return run(ffmpeg, 'ffmpeg', [...quiet, '-progress', 'pipe:1', '-nostats', ...args], {
    silenceLimitSeconds: ffmpeg.silenceLimitSeconds ?? longestSilenceSeconds,
    ...how,
    onLine: (line) => {
      const microseconds = /^out_time_us=(\d+)$/.exec(line)?.[1]
      if (microseconds !== undefined) onProgress?.(Number(microseconds) / 1e6)
    },
  })
}
