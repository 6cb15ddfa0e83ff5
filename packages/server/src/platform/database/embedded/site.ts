import {
  accessSync,
  chmodSync,
  constants,
  lchownSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { EmbeddedPostgresRefused } from '../failures.ts'
import { type Binaries, chooseBinaries, findBinaries, readMaker } from './binaries.ts'
import { reach } from './folder-access.ts'
import { reachableBinaries } from './reachable-binaries.ts'
import { run } from './run.ts'
import { chooseRunAs, give, type RunAs } from './run-as.ts'
import { makeSocketFolder } from './socket-folder.ts'

/** Where one embedded server lives, and as whom it runs. */
export interface Site {
  readonly folder: string
  readonly dataFolder: string
  readonly logFile: string
  readonly runAs: RunAs | undefined
}

/** The user and database every embedded server has. */
export const owner = 'osteocom'

/** Makes the folder if need be; refuses one that is not ours to work in. */
export function openSite(folder: string): Site {
  const isRoot = process.getuid?.() === 0
  try {
    // The other user must pass through, and finds nothing to read.
    mkdirSync(folder, { recursive: true, mode: isRoot ? 0o711 : 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new EmbeddedPostgresRefused(`The database cannot be kept in ${folder}: ${String(error)}`, { cause: error })
  }
  const real = realpathSync(folder)
  const dataFolder = join(real, 'data')
  const found = statSync(dataFolder, { throwIfNoEntry: false })
  if (!isRoot && found !== undefined && found.uid !== process.getuid?.()) {
    throw new EmbeddedPostgresRefused(
      `${dataFolder} belongs to another user (${found.uid}), who started the program here before. Start it as that user or as root.`,
    )
  }
  return { folder: real, dataFolder, logFile: join(real, 'server.log'), runAs: chooseRunAs(dataFolder) }
}

/** The binaries for this site's data, new or old. */
export function siteBinaries(site: Site): Binaries {
  return reachableBinaries(chooseBinaries(findBinaries(), readMaker(site.dataFolder)), site.runAs)
}

/** Makes the data folder unless it is there: whole or not at all, since it gets its name last. */
export async function ensureData(site: Site, binaries: Binaries): Promise<void> {
  if (statSync(join(site.dataFolder, 'PG_VERSION'), { throwIfNoEntry: false })) return giveData(site)
  removeDrafts(site)
  const draft = join(site.folder, `draft-${process.pid}`)
  mkdirSync(draft, { mode: 0o700 })
  chmodSync(draft, 0o700)
  give(draft, site.runAs)
  const access = reach(draft, site.runAs)
  try {
    const words = ['-D', access.path, '-U', owner, '--auth=trust', '--encoding=UTF8', '--locale=C', '--data-checksums']
    await run(join(binaries.binFolder, 'initdb'), words, site.runAs, access)
  } finally {
    access.close()
  }
  const maker = join(draft, 'MADE_BY')
  writeFileSync(maker, `${binaries.origin} ${binaries.version}\n`)
  give(maker, site.runAs)
  renameSync(draft, site.dataFolder)
}

// Root may have brought the data back from a copy that forgot whose it was.
function giveData({ dataFolder, runAs }: Site): void {
  if (runAs === undefined || statSync(dataFolder).uid === runAs.uid) return
  for (const entry of readdirSync(dataFolder, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), runAs.uid, runAs.gid)
  }
  chmodSync(dataFolder, 0o700)
  give(dataFolder, runAs)
}

function removeDrafts(site: Site): void {
  for (const name of readdirSync(site.folder)) {
    if (name.startsWith('draft-')) rmSync(join(site.folder, name), { recursive: true, force: true })
  }
}

export function siteSocketFolder(site: Site): string {
  return makeSocketFolder(site.folder, site.runAs)
}
