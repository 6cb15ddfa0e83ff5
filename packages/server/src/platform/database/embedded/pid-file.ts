import { readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findLiveProcess, isPostmasterOf } from './processes.ts'
import { socketPath } from './socket-folder.ts'

export interface Postmaster {
  readonly pid: number
  readonly socketFolder: string
  readonly isReady: boolean
}

/** The live server of this data folder, as its pid file tells; a file left by the dead is made harmless. */
export function findPostmaster(dataFolder: string): Postmaster | undefined {
  const path = join(dataFolder, 'postmaster.pid')
  const lines = readLines(path)
  if (lines === undefined) return undefined
  const pid = Number.parseInt(lines[0] ?? '', 10)
  const found = findLiveProcess(pid)
  // The fourth line is not a port we choose from, and a server that has just begun has not written the fifth yet.
  if (found && isPostmasterOf(found, pid, dataFolder)) {
    return { pid, socketFolder: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' }
  }
  disarm(path, lines)
  return undefined
}

/** A pid no system hands out: whoever asks for it is told that there is no such process. */
const nobodysPid = '2147483647'

// PostgreSQL refuses to start over a pid that a zombie or a stranger bears now. The file is not removed: it also names the
// shared memory by which a new server notices children of the dead one that are still at work on the data.
function disarm(path: string, lines: string[]): void {
  if (lines[0] === nobodysPid) return
  if (lines[0] === undefined || !/^-?\d+$/.test(lines[0].trim())) rmSync(path, { force: true })
  else writeFileSync(path, [nobodysPid, ...lines.slice(1)].join('\n'))
}

/** Clears the socket of a server that is gone; one whose data folder was deleted under it is ended first. */
export function clearSocket(socketFolder: string): void {
  const path = socketPath(socketFolder)
  const pid = Number.parseInt(readLines(`${path}.lock`)?.[0] ?? '', 10)
  if (findLiveProcess(pid)?.command.startsWith('postgres') && worksInDeletedFolder(pid)) process.kill(pid, 'SIGQUIT')
  rmSync(path, { force: true })
  rmSync(`${path}.lock`, { force: true })
}

function worksInDeletedFolder(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`).endsWith(' (deleted)')
  } catch {
    return false
  }
}

function readLines(path: string): string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return undefined
  }
}
