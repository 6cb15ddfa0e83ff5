import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { ListedFile, Storage } from '../../platform/storage/storage.ts'
import { publicPath } from '../media/index.ts'
import { checkAsset } from './check-asset.ts'
import { findKnownAssets, findPassingPaths, findPublicFiles, type KnownAsset } from './inventory-store.ts'

export interface Inventory {
  files: number
  bytes: number
  /** Files that nothing in the database leads to. */
  orphans: ListedFile[]
  /** Files that the database leads to and that are not there. */
  missing: Lost[]
  /** Files that are there and not as they were put. */
  damaged: (Lost & { problem: string })[]
  /** Files too young to be called orphans: somebody may be about to need them. */
  young: number
}

export interface Lost {
  path: string
  videoId?: string
}

// Longer than anything takes between its first file and its row.
const youngMs = 24 * 3600_000

/** Compares what is stored with what the database knows, file by file. */
export async function checkStorage(deps: { db: Database; clock: Clock; storage: Storage }): Promise<Inventory> {
  const { db, storage } = deps
  const unseen = new Map((await findKnownAssets(db)).map((asset) => [asset.id, asset]))
  const passing = await findPassingPaths(db)
  const unseenPublic = new Set((await findPublicFiles(db)).map(publicPath))
  const found: Inventory = { files: 0, bytes: 0, orphans: [], missing: [], damaged: [], young: 0 }
  const oldest = new Date(deps.clock.now().getTime() - youngMs)

  function take(file: ListedFile): void {
    if (passing.some((path) => belongs(file.path, path.replace(/\/$/, '')))) return
    if (file.modifiedAt > oldest) found.young++
    else found.orphans.push(file)
  }
  async function closeAsset(asset: KnownAsset, files: ListedFile[]): Promise<void> {
    if (asset.isGrowing) return
    const { missing, damaged, unnamed } = await checkAsset(storage, asset, files)
    for (const path of missing) found.missing.push({ path, videoId: asset.videoId })
    for (const each of damaged) found.damaged.push({ ...each, videoId: asset.videoId })
    unnamed.forEach(take)
  }

  function takePublic(file: ListedFile): void {
    if (!unseenPublic.delete(file.path)) take(file)
    else if (file.size === 0) found.damaged.push({ path: file.path, problem: 'empty' })
  }

  for await (const { asset, files } of byAsset(storage, unseen)) {
    for (const { size } of files) {
      found.files++
      found.bytes += size
    }
    if (asset) await closeAsset(asset, files)
    else for (const file of files) takePublic(file)
  }
  for (const asset of unseen.values()) await closeAsset(asset, [])
  for (const path of unseenPublic) found.missing.push({ path })
  return { ...found, missing: await stillMissing(storage, found.missing) }
}

// What is on its way to a path lies under names that begin with it and a dot.
function belongs(file: string, path: string): boolean {
  return file === path || file.startsWith(`${path}/`) || file.startsWith(`${path}.`)
}

/** Removes the orphans that were found; how many bytes that frees. */
export async function removeOrphans({ storage }: { storage: Storage }, orphans: ListedFile[]): Promise<number> {
  for (const { path } of orphans) await storage.deleteAll(path)
  return orphans.reduce((sum, { size }) => sum + size, 0)
}

// Both stores list a folder's files one after another, so one asset at a time is in memory.
async function* byAsset(
  storage: Storage,
  unseen: Map<string, KnownAsset>,
): AsyncGenerator<{ asset: KnownAsset | undefined; files: ListedFile[] }> {
  let asset: KnownAsset | undefined
  let files: ListedFile[] = []
  for await (const file of storage.list()) {
    const id = /^media\/([^/]+)\//.exec(file.path)?.[1] ?? ''
    if (asset?.id !== id) {
      if (asset) yield { asset, files }
      asset = unseen.get(id)
      unseen.delete(id)
      files = []
    }
    if (asset) files.push(file)
    else yield { asset: undefined, files: [file] }
  }
  if (asset) yield { asset, files }
}

// What was replaced or finished meanwhile is not to be alarmed about.
async function stillMissing(storage: Storage, missing: Inventory['missing']): Promise<Inventory['missing']> {
  const still: Inventory['missing'] = []
  for (const each of missing) if (!(await storage.head(each.path))) still.push(each)
  return still
}
