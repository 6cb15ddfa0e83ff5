import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { freePort } from './free-port.ts'

export interface TestRedis {
  readonly url: string
  /** Stops answering, or answers again, as a machine does that hangs. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
  start(): Promise<void>
}

/** A real Redis on a port and in a folder of its own. Ends when the test file is through. */
export async function testRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'test-redis-'))
  const port = await freePort()
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const started = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    server = started
    await new Promise<void>((ready, failed) => {
      started.on('error', failed)
      started.on('exit', (code) => failed(new Error(`redis-server ended with ${code}`)))
      started.stdout?.on('data', (said: Buffer) => said.includes('Ready to accept connections') && ready())
    })
  }

  async function stop(): Promise<void> {
    const stopping = server
    server = undefined
    if (!stopping) return
    const ended = new Promise((resolve) => stopping.once('exit', resolve))
    stopping.kill('SIGCONT')
    stopping.kill('SIGKILL')
    await ended
  }

  await start()
  afterAll(async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    stop,
    start,
  }
}
