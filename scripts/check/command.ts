import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import type { Verdict } from './gate.ts'

export const repository = join(import.meta.dirname, '../..')

const bin = join(repository, 'node_modules/.bin')
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` }

interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program of this repository's own tools in `cwd` and waits for its end, whatever its exit code. */
export function finish(cwd: string, program: string, args: readonly string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.once('error', reject)
    child.once('close', (code) =>
      resolve({ code: code ?? 1, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
  })
}

/** A gate's answer that is a program's exit code, with all it said. */
export async function judgeByExit(cwd: string, program: string, args: readonly string[]): Promise<Verdict> {
  const { code, stdout, stderr } = await finish(cwd, program, args)
  return code === 0 ? { ok: true } : { ok: false, output: `${stdout}${stderr}`.trim() }
}

/** Like `judgeByExit`, but the program's output passes through as it comes; the lines `hold` names come back instead. */
export function stream(
  cwd: string,
  program: string,
  args: readonly string[],
  hold: (line: string) => boolean,
): Promise<{ code: number; held: string[] }> {
  return new Promise((resolve, reject) => {
    const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
    const child = spawn(program, args, { cwd, env: { ...env, ...colour }, stdio: ['ignore', 'pipe', 'inherit'] })
    const held: string[] = []
    let rest = ''
    const pass = (line: string) => (hold(line) ? held.push(line) : process.stdout.write(`${line}\n`))
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(pass)
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (rest !== '') pass(rest)
      resolve({ code: code ?? 1, held })
    })
  })
}
