import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@osteocom/server/src/testing/free-port.ts'
import { startProgram } from './program.ts'
import { median, type Row } from './row.ts'

const laterStarts = 3

/** From the command to the first answered request: once with nothing there, then on the folder that is. */
export async function start(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  try {
    const first = await secondsToAnswer(dataDir)
    const later: number[] = []
    for (let i = 0; i < laterStarts; i++) later.push(await secondsToAnswer(dataDir))
    return [row('start, first, with seeds', first, 30), row('start, on existing data', median(later), 3)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function secondsToAnswer(dataDir: string): Promise<number> {
  const port = String(await freePort())
  const begunAt = performance.now()
  const program = await startProgram({ OSTEOCOM_DATA_DIR: dataDir, DATABASE_URL: '', PORT: port })
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`)
    if (!response.ok) throw new Error(`the program is not healthy: ${response.status}`)
    return (performance.now() - begunAt) / 1000
  } finally {
    await program.stop()
  }
}

function row(name: string, seconds: number, goal: number): Row {
  return {
    name,
    ours: `${seconds.toFixed(2)} s`,
    floor: '–',
    ratio: undefined,
    goal: `≤ ${goal} s`,
    verdict: seconds <= goal ? 'met' : 'missed',
  }
}
