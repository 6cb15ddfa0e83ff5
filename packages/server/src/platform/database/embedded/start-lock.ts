import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EmbeddedPostgresRefused } from '../failures.ts'
import { findLiveProcess } from './processes.ts'

const patienceMs = 120_000

/** Runs `work` while no other process starts or stops the server of this folder; the dead lose their lock. */
export async function withStartLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const path = join(folder, 'start.lock')
  const mine = `${process.pid} ${findLiveProcess(process.pid)?.startedAt ?? ''} ${randomBytes(8).toString('hex')}\n`
  const giveUpAt = performance.now() + patienceMs
  while (!acquire(path, mine)) {
    if (performance.now() > giveUpAt) {
      throw new EmbeddedPostgresRefused(
        `Another process has been starting the database for two minutes; it holds ${path}.`,
      )
    }
    await delay(25)
  }
  try {
    return await work()
  } finally {
    if (read(path) === mine) rmSync(path, { force: true })
  }
}

function acquire(path: string, mine: string): boolean {
  const draft = `${path}.${mine.trim().split(' ').at(-1)}`
  try {
    // Written aside and linked into place: whoever sees the lock sees its owner too.
    writeFileSync(draft, mine)
    linkSync(draft, path)
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const held = read(path)
    if (held !== undefined && !isHeld(held)) takeFromTheDead(path, held, draft)
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

function takeFromTheDead(path: string, stale: string, draft: string): void {
  const aside = `${draft}.stale`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  // Between reading and renaming, another may have cleared the dead lock and taken its own: give that one back.
  if (read(aside) !== stale) {
    try {
      linkSync(aside, path)
    } catch {}
  }
  rmSync(aside, { force: true })
}

function isHeld(content: string): boolean {
  const [pid = '', startedAt = ''] = content.trim().split(' ')
  const owner = findLiveProcess(Number(pid))
  return owner !== undefined && (startedAt === '' || owner.startedAt.split(' ')[0] === startedAt)
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
