import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedPostgresRefused } from '../failures.ts'
import type { Binaries } from './binaries.ts'
import { reach } from './folder-access.ts'
import { clearSocket, findPostmaster, type Postmaster } from './pid-file.ts'
import { probe } from './probe.ts'
import { findLiveProcess } from './processes.ts'
import { capLog, logSize, readLog } from './server-log.ts'
import type { Site } from './site.ts'

export type ServerSettings = Readonly<Record<string, string | number>>

const smallBox: ServerSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '128MB',
  max_connections: 100,
  max_wal_size: '512MB',
  // Containers often have 64 MB of shared memory, and no query of a small site is worth a second process.
  max_parallel_workers_per_gather: 0,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Statements that fail are the program's to log; here stand starts, stops and disasters.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}

/** Starts a server on the site's data and resolves when it answers. */
export async function startPostmaster(
  site: Site,
  binaries: Binaries,
  socketFolder: string,
  settings: ServerSettings = {},
): Promise<void> {
  clearSocket(socketFolder)
  capLog(site.logFile)
  const from = logSize(site.logFile)
  const child = launch(site, binaries, { ...smallBox, unix_socket_directories: socketFolder, ...settings })
  let ended: string | undefined
  child.once('error', (error) => {
    ended = error.message
  })
  child.once('exit', (code, signal) => {
    ended = `it ended with ${signal ?? code}`
  })
  // Recovery after a power loss may take its time; only the end of the process is a failure.
  while ((await probe(socketFolder)) === 'silent') {
    if (ended !== undefined) throw new StartFailed(ended, readLog(site.logFile, from))
    await delay(15)
  }
}

function launch(site: Site, binaries: Binaries, settings: ServerSettings) {
  const access = reach(site.dataFolder, site.runAs)
  const log = openSync(site.logFile, 'a', 0o600)
  try {
    const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    // A session of its own: Ctrl-C in the terminal is for the program, which then ends the server in its own time.
    const child = spawn(join(binaries.binFolder, 'postgres'), ['-D', access.path, ...words], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log, ...access.descriptors],
      ...site.runAs,
    })
    child.unref()
    return child
  } finally {
    closeSync(log)
    access.close()
  }
}

/** The server ended before it answered. */
export class StartFailed extends EmbeddedPostgresRefused {
  /** The dead server's children are still at work, or another server got there first: worth another look. */
  readonly mayPass: boolean

  constructor(ended: string, said: string) {
    const lines = said.split('\n').filter((line) => /FATAL|PANIC|ERROR|HINT|DETAIL|error while/.test(line))
    super(`PostgreSQL did not start: ${ended}. ${(lines.length > 0 ? lines : [said.trim()]).slice(-4).join(' ')}`)
    this.mayPass = /pre-existing shared memory|lock file .* already exists|shutting down/.test(said)
  }
}

/** Ends the server as `fast` shutdown does, its sessions with it; one that hangs is cut off and recovers at its next start. */
export async function stopPostmaster(site: Site, patienceMs = 20_000): Promise<void> {
  const running = findPostmaster(site.dataFolder)
  if (running === undefined) return
  process.kill(running.pid, 'SIGINT')
  if (await isGone(running, patienceMs)) return
  process.kill(running.pid, 'SIGQUIT')
  await isGone(running, patienceMs)
}

/** Asks a server that cannot be reached any more to end once its last session does; says whether it has. */
export async function retirePostmaster(running: Postmaster): Promise<boolean> {
  process.kill(running.pid, 'SIGTERM')
  return await isGone(running, 5_000)
}

async function isGone(running: Postmaster, patienceMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + patienceMs
  while (findLiveProcess(running.pid) !== undefined) {
    if (performance.now() > giveUpAt) return false
    await delay(10)
  }
  return true
}
