import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgresRefused } from '../failures.ts'
import type { Binaries } from './binaries.ts'
import { mayReach, type RunAs } from './run-as.ts'

/** The same binaries where that user can run them: in place, or copied once to a folder of the machine's. */
export function reachableBinaries(binaries: Binaries, runAs: RunAs | undefined): Binaries {
  if (mayReach(join(binaries.binFolder, 'postgres'), runAs)) return binaries
  if (binaries.root === undefined) {
    throw new EmbeddedPostgresRefused(`The user that PostgreSQL is to run as cannot reach ${binaries.binFolder}.`)
  }
  for (const parent of ['/var/lib', tmpdir()]) {
    try {
      const root = copyInto(join(parent, 'osteocom'), binaries.root, binaries.version)
      if (mayReach(join(root, 'bin', 'postgres'), runAs)) return { ...binaries, root, binFolder: join(root, 'bin') }
    } catch {
      // Read-only or full: the next place may do.
    }
  }
  throw new EmbeddedPostgresRefused(
    `PostgreSQL cannot run as root, and other users cannot reach ${binaries.root}. ` +
      'Put the program where other users may read it, start it as an ordinary user, or set DATABASE_URL.',
  )
}

function copyInto(parent: string, source: string, version: string): string {
  mkdirSync(parent, { recursive: true })
  refuseStrangers(parent)
  chmodSync(parent, 0o755)
  const target = join(parent, `postgresql-${version}`)
  if (existsSync(target)) return target
  const draft = `${target}.${process.pid}`
  cpSync(source, draft, { recursive: true, verbatimSymlinks: true })
  openToReaders(draft)
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

// Among the temporary files anyone may have put a folder, and programs in it, under our name.
function refuseStrangers(folder: string): void {
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== process.getuid?.()) throw new Error(`${folder} belongs to someone else`)
}

// The source may have been installed under a strict umask.
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToReaders(path)
    else if (entry.isFile()) chmodSync(path, 0o755)
  }
}
