import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { freePort } from '../../../testing/free-port.ts'

const bin = fileURLToPath(new URL('../../../../bin/osteocom.mjs', import.meta.url))

/** The program as it runs, on a port that stays the same from one start to the next. */
export async function runProgram(settings: Record<string, string>) {
  const port = await freePort()
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const here = { HOST: '127.0.0.1', PORT: String(port), DEMO_PORT: '0', LOG_LEVEL: 'silent' }
    child = spawn(process.execPath, [bin, 'start'], {
      env: { PATH: process.env['PATH'] ?? '', ...here, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const answers = new Promise<void>((resolve) =>
      child?.stdout?.on('data', (text: Buffer) => text.includes('is running') && resolve()),
    )
    await Promise.race([answers, once(child, 'exit').then(() => Promise.reject(new Error('it did not start')))])
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  afterAll(kill)
  await start()
  return { port, pid: () => child?.pid ?? 0, start, kill }
}
