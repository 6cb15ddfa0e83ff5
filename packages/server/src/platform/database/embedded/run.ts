import { spawn } from 'node:child_process'
import { EmbeddedPostgresRefused } from '../failures.ts'
import type { FolderAccess } from './folder-access.ts'
import type { RunAs } from './run-as.ts'

/** Runs a program to its end as that user; a failure carries the last lines it said. */
export async function run(
  program: string,
  words: string[],
  runAs: RunAs | undefined,
  access: FolderAccess,
): Promise<void> {
  const child = spawn(program, words, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe', ...access.descriptors], ...runAs })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.once('error', reject)
  child.once('close', resolve)
  const status = await promise
  if (status === 0) return
  const lines = said.trim().split('\n').slice(-4).join(' ')
  throw new EmbeddedPostgresRefused(
    `${program} failed (${status}): ${lines} Set DATABASE_URL to use a server of your own.`,
  )
}
