import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@osteocom/server/src/testing/free-port.ts'
import { onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const bin = join(root, 'packages/server/bin/osteocom.mjs')

type Settings = Record<string, string>

/** What a process that has ended leaves behind. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** The program as it runs, with nothing known of it but its address, its folder and what it prints. */
export interface Product {
  origin: string
  port: number
  pid: number
  dataDir: string
  /** Everything printed so far, on either stream. */
  printed(): string
  /** Runs a command beside the program, with the program's own settings. */
  command(...words: string[]): Promise<Ended>
  /** Runs a command that prints JSON, and reads it. */
  json<Answer>(...words: string[]): Promise<Answer>
  /** Asks it to stop, as a terminal or a service manager does. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Ended>
  /** Takes it away without a word. */
  kill(): Promise<void>
}

/** A data folder for one test file or one test; `removeFolder` takes it away again. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'osteocom-e2e-'))
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** Starts the program in the folder and resolves once it says that it runs; rejects with what it printed instead. */
export async function startProduct(
  dataDir: string,
  settings: Settings = {},
  line: readonly string[] = programLine('start'),
): Promise<Product> {
  const port = Number(settings['PORT'] ?? (await freePort()))
  const here = { HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}`, DEMO_PORT: '0' }
  const env = { ...here, ...settings }
  const own = { OSTEOCOM_DATA_DIR: dataDir, ...env }
  const { child, ended, output } = run(line, own)
  const running = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => output.stdout.includes('Osteocom is running') && resolve())
  })
  const first = await Promise.race([running, ended])
  if (first) throw new Error(`it did not start:\n${first.stdout}${first.stderr}`)
  const command = (...words: string[]) => runCommand(own, ...words)
  return {
    origin: env.PUBLIC_URL,
    port,
    pid: child.pid ?? 0,
    dataDir,
    printed: () => output.stdout + output.stderr,
    command,
    json: async <Answer>(...words: string[]) => {
      const { code, stdout, stderr } = await command(...words, '--json')
      if (code !== 0) throw new Error(`${words.join(' ')}: ${stderr}`)
      return JSON.parse(stdout) as Answer
    },
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A program for one test alone, gone with its folder when the test is through. */
export async function productForThisTest(settings: Settings = {}): Promise<Product> {
  const folder = makeFolder()
  onTestFinished(() => removeFolder(folder))
  const product = await startProduct(folder, settings)
  onTestFinished(async () => void (await product.stop()))
  return product
}

/** Runs one command to its end. */
export function runCommand(settings: Settings, ...words: string[]): Promise<Ended> {
  return run(programLine(...words), settings).ended
}

function programLine(...words: string[]): string[] {
  return [process.execPath, bin, ...words]
}

function run([file = '', ...words]: readonly string[], settings: Settings) {
  const { PATH = '', HOME = '' } = process.env
  // Nothing of the surroundings comes in: a PORT or DATABASE_URL set by whoever runs the tests is not theirs.
  const env = { PATH, HOME, ...settings }
  const child: ChildProcess = spawn(file, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...output }))
  return { child, ended, output }
}

/** The processes that work inside a folder, whoever's child they are. */
export function processesIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name).startsWith(folder))
    .map(Number)
}

function workingFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
