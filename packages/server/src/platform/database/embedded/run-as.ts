import { chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { EmbeddedPostgresRefused } from '../failures.ts'

/** The unprivileged user that PostgreSQL runs as when we are root, which it refuses to be. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/** Nobody in particular unless we are root; then whoever owns the data already, else `postgres`, else `nobody`. */
export function chooseRunAs(dataFolder: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(dataFolder, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const chosen = findUser('postgres') ?? findUser('nobody')
  if (chosen !== undefined) return chosen
  throw new EmbeddedPostgresRefused(
    'PostgreSQL refuses to run as root, and here is no user "postgres" or "nobody" to run it as. ' +
      'Start the program as an ordinary user, or set DATABASE_URL.',
  )
}

function findUser(name: string): RunAs | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = (line ?? '').split(':')
  return uid === undefined || gid === undefined || uid === '0' ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/** Gives the folder to that user; without one it is ours already. */
export function give(path: string, runAs: RunAs | undefined): void {
  if (runAs !== undefined) chownSync(path, runAs.uid, runAs.gid)
}

/** Whether that user can walk to `path` and read what is there. */
export function mayReach(path: string, runAs: RunAs | undefined): boolean {
  return runAs === undefined || (hasBits(path, runAs, 0o5) && mayEnter(dirname(path), runAs))
}

/** Whether that user can walk into the folder, by its mode and those above it. */
export function mayEnter(folder: string, runAs: RunAs | undefined): boolean {
  if (runAs === undefined) return true
  if (!hasBits(folder, runAs, 0o1)) return false
  return dirname(folder) === folder || mayEnter(dirname(folder), runAs)
}

function hasBits(path: string, runAs: RunAs, needed: number): boolean {
  const { mode, uid, gid } = statSync(path)
  const bits = uid === runAs.uid ? mode >> 6 : gid === runAs.gid ? mode >> 3 : mode
  return (bits & needed) === needed
}
