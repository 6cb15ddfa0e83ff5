import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EmbeddedPostgresRefused } from '../failures.ts'
import { give, mayEnter, type RunAs } from './run-as.ts'

export const socketPort = 5432

// sun_path is 108 bytes on Linux and 104 on macOS, its closing zero included; PostgreSQL adds ".lock" only to a file's name.
const longestSocketPath = process.platform === 'linux' ? 107 : 103

/** Where a server with this socket folder listens. */
export function socketPath(folder: string): string {
  return join(folder, `.s.PGSQL.${socketPort}`)
}

/** A folder for the server's socket that only its user may enter: beside the data, or a short one among the temporary files. */
export function makeSocketFolder(folder: string, runAs: RunAs | undefined): string {
  const beside = join(folder, 'run')
  const isShort = Buffer.byteLength(socketPath(beside)) <= longestSocketPath
  const path = isShort && mayEnter(folder, runAs) ? beside : join(tmpdir(), `osteocom-${digest(folder)}`)
  mkdirSync(path, { recursive: true, mode: 0o700 })
  refuseStrangers(path, runAs)
  chmodSync(path, 0o700)
  give(path, runAs)
  return path
}

/** Removes the folder of a server that has ended, unless something is still in it. */
export function removeSocketFolder(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // Not empty or gone already: the next start sees to it.
  }
}

function digest(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16)
}

// Anyone may make a folder among the temporary files first and listen in our stead.
function refuseStrangers(path: string, runAs: RunAs | undefined): void {
  const found = lstatSync(path)
  const ours = [process.getuid?.(), runAs?.uid]
  if (found.isDirectory() && ours.includes(found.uid)) return
  throw new EmbeddedPostgresRefused(`${path} belongs to someone else: remove it, or set TMPDIR to another folder.`)
}
