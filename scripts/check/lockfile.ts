import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type Gate, verdict } from './gate.ts'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

interface Locked extends Manifest {
  readonly version?: string
  readonly resolved?: string
}

type Packages = Readonly<Record<string, Locked>>

/** The lockfile installs everywhere: nothing missing, nothing bound to a host, every choice of ours an exact version. */
export const lockfile: Gate = {
  name: 'lockfile',
  judge: async (root) => {
    const packages = lockedPackages(root)
    return verdict([...missing(packages), ...hosts(packages), ...ranges(packages), ...unlocked(root, packages)])
  },
}

export function lockedPackages(root: string): Packages {
  return (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Packages }).packages
}

// Platform packages that were not to be had when the lockfile was written are left out, and `npm ci` then refuses.
function missing(packages: Packages): string[] {
  return Object.entries(packages).flatMap(([path, locked]) =>
    Object.keys({ ...locked.dependencies, ...locked.optionalDependencies })
      .filter((name) => !places(path, name).some((place) => place in packages))
      .map(
        (name) =>
          `missing-from-lockfile: ${name}, which ${path || 'the root'} asks for. Pin a version all of whose parts can be had, and lock again.`,
      ),
  )
}

/** Where Node would look for `name` from the package at `path`, nearest first. */
function places(path: string, name: string): string[] {
  const up = path.split('/')
  return [...up.keys(), up.length].map((length) =>
    [...up.slice(0, length), 'node_modules', name].filter(Boolean).join('/'),
  )
}

function hosts(packages: Packages): string[] {
  return Object.entries(packages)
    .filter(([, { resolved }]) => /^(git\+)?https?:/.test(resolved ?? ''))
    .map(
      ([path]) =>
        `host-in-lockfile: ${path} names the host it came from. Lock with omit-lockfile-registry-resolved=true (.npmrc).`,
    )
}

function ranges(packages: Packages): string[] {
  return ours(packages).flatMap(([path, locked]) =>
    Object.entries(wants(locked))
      .filter(([, wanted]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(wanted))
      .map(
        ([name, wanted]) => `not-pinned: ${name} "${wanted}" in ${path || '.'}/package.json. Write the exact version.`,
      ),
  )
}

// A manifest that was changed without locking again is what `npm ci` refuses.
function unlocked(root: string, packages: Packages): string[] {
  return ours(packages)
    .filter(([path, locked]) => {
      const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as Manifest
      return !isDeepStrictEqual(wants(manifest), wants(locked))
    })
    .map(([path]) => `not-locked: ${path || '.'}/package.json and the lockfile differ. Lock again, and commit both.`)
}

function ours(packages: Packages): [string, Locked][] {
  return Object.entries(packages).filter(([path]) => !path.includes('node_modules'))
}

function wants({ dependencies, optionalDependencies, devDependencies }: Manifest): Record<string, string> {
  return { ...dependencies, ...optionalDependencies, ...devDependencies }
}
