import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

export interface LiveProcess {
  readonly command: string
  /** Tells one bearer of a pid from the next. */
  readonly startedAt: string
}

/** The process with this pid, or nothing when it is gone or a zombie. */
export function findLiveProcess(pid: number): LiveProcess | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
}

// kill(pid, 0) calls a zombie alive, and in a container nobody may ever reap it: only the state tells.
function fromProc(pid: number): LiveProcess | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch {
    return undefined
  }
  const nameEnd = stat.lastIndexOf(')')
  const fields = stat.slice(nameEnd + 2).split(' ')
  const state = fields[0] ?? 'X'
  if (state === 'Z' || state === 'X' || state === 'x') return undefined
  return { command: stat.slice(stat.indexOf('(') + 1, nameEnd), startedAt: fields[19] ?? '' }
}

function fromPs(pid: number): LiveProcess | undefined {
  try {
    const line = execFileSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-o', 'comm=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    const [state = 'Z', ...rest] = line.split(/\s+/)
    if (line === '' || state.startsWith('Z')) return undefined
    return { startedAt: rest.slice(0, 5).join(' '), command: rest.slice(5).join(' ').split('/').at(-1) ?? '' }
  } catch {
    return undefined
  }
}

/** Whether the process is a PostgreSQL server working in `dataFolder`; when in doubt, yes. */
export function isPostmasterOf(found: LiveProcess, pid: number, dataFolder: string): boolean {
  if (!found.command.startsWith('postgres') && !found.command.startsWith('postmaster')) return false
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataFolder
  } catch {
    return true
  }
}
