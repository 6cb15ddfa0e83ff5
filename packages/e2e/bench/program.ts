import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { freePort } from '@osteocom/server/src/testing/free-port.ts'

const bin = createRequire(import.meta.url).resolve('@osteocom/server/bin/osteocom.mjs')

export interface Program {
  pid: number
  port: number
  /** Resident memory in MB; undefined where the system does not tell. */
  residentMb(): number | undefined
  stop(): Promise<void>
}

/** Starts the program as an operator would and waits until it says where it answers. */
export async function startProgram(env: Record<string, string>): Promise<Program> {
  return whenAnnounced(
    spawn(process.execPath, [bin, 'start'], {
      env: settings({ PORT: String(await freePort()), ...env }),
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  )
}

/** What the program is told beside what it was started with: no limits, since one partner stands for all. */
export function settings(env: Record<string, string>): NodeJS.ProcessEnv {
  const unlimited = {
    PARTNER_REQUESTS_PER_SECOND: '1000000',
    LOGINS_PER_MINUTE: '1000000',
    CARD_REQUESTS_PER_MINUTE: '1000000',
  }
  return { ...process.env, HOST: '127.0.0.1', OSTEOCOM_MODE: 'test', ...unlimited, ...env }
}

/** The port that a program or a floor prints as part of its first address. */
export async function whenAnnounced(child: ChildProcess): Promise<Program> {
  const abandon = () => child.kill('SIGTERM')
  // A bench that breaks leaves nothing running behind it.
  process.once('exit', abandon)
  if (!child.stdout) throw new Error('the output of what is started must be readable')
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.once('exit', (code) => reject(new Error(`what was to be measured ended with ${code}`)))
  createInterface(child.stdout).on('line', (line) => {
    const port = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(line)?.[1]
    if (port) resolve(Number(port))
  })
  const port = await promise
  const pid = child.pid ?? 0
  return {
    pid,
    port,
    residentMb: () => residentMb(pid),
    stop: async () => {
      process.off('exit', abandon)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function residentMb(pid: number): number | undefined {
  try {
    const kb = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kb === undefined ? undefined : Number(kb) / 1024
  } catch {
    return undefined
  }
}
