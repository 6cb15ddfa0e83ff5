import type { ListedFile, Storage } from '../../platform/storage/storage.ts'
import { assetPath, mediaFile } from '../media/index.ts'
import type { KnownAsset } from './inventory-store.ts'

const pictures = ['poster.jpg', 'storyboard.jpg', 'storyboard.vtt']

export interface AssetFindings {
  /** Named by playlists or rows, and not there. */
  missing: string[]
  /** There, and not as it was put. */
  damaged: { path: string; problem: string }[]
  /** There, and named by nothing that is whole. */
  unnamed: ListedFile[]
}

/** Compares what is stored of an asset with what its rows, its playlists and their lists of sizes say. */
export async function checkAsset(
  storage: Storage,
  asset: KnownAsset,
  present: readonly ListedFile[],
): Promise<AssetFindings> {
  const nameOf = ({ path }: ListedFile) => path.slice(assetPath(asset.id, '').length)
  const there = new Map(present.map((file) => [nameOf(file), file]))
  const read = async (name: string) => (there.has(name) ? String(await storage.readAll(assetPath(asset.id, name))) : '')
  const damaged = new Map<string, string>()
  // Where the list itself is gone, what it would have named is nobody's to remove.
  const unsure = new Set<string>()

  const master = await read('master.m3u8')
  const indexes = new Set([...filesIn(master), ...asset.parts.map((part) => `${part}/index.m3u8`)])
  if (!isPlaylist(master) || asset.parts.some((part) => !master.includes(`${part}/index.m3u8`))) unsure.add('')
  const named = new Set(['master.m3u8', ...pictures, ...indexes])
  for (const index of indexes) {
    const folder = index.slice(0, index.lastIndexOf('/') + 1)
    const playlist = await read(index)
    if (!isPlaylist(playlist) || !playlist.endsWith('\n#EXT-X-ENDLIST\n')) unsure.add(folder)
    for (const file of filesIn(playlist)) named.add(folder + file)
    for (const [file, size] of sizesIn(await read(`${folder}files.txt`))) {
      const found = there.get(folder + file)
      if (found && found.size !== size) damaged.set(folder + file, `${found.size} bytes instead of ${size}`)
    }
    if (there.has(`${folder}files.txt`)) named.add(`${folder}files.txt`)
  }
  for (const folder of unsure) {
    const list = folder === '' ? 'master.m3u8' : `${folder}index.m3u8`
    if (there.has(list)) damaged.set(list, 'the list is not whole')
  }
  for (const name of named) if (there.get(name)?.size === 0) damaged.set(name, 'empty')

  const isUnsure = (name: string) => unsure.has('') || unsure.has(name.slice(0, name.lastIndexOf('/') + 1))
  const isNamed = (name: string) => named.has(name) || (mediaFile(name) !== undefined && !name.includes('/'))
  return {
    missing: [...named].filter((name) => !there.has(name)).map((name) => assetPath(asset.id, name)),
    damaged: [...damaged].map(([name, problem]) => ({ path: assetPath(asset.id, name), problem })),
    unnamed: present.filter((file) => !isNamed(nameOf(file)) && !(isUnsure(nameOf(file)) && mediaFile(nameOf(file)))),
  }
}

function isPlaylist(text: string): boolean {
  return text.startsWith('#EXTM3U\n') && text.endsWith('\n')
}

// Keys are no files: they follow from the video's secret. A last line that breaks off names nothing.
function filesIn(playlist: string): string[] {
  const lines = playlist.split('\n').slice(0, -1)
  return lines.flatMap((line) => {
    if (line.startsWith('#EXT-X-KEY')) return []
    if (!line.startsWith('#')) return line === '' ? [] : [line]
    return /URI="([^"]+)"/.exec(line)?.[1] ?? []
  })
}

function sizesIn(list: string): [file: string, size: number][] {
  return [...list.matchAll(/^(\S+) (\d+)$/gm)].map(([, file = '', size]) => [file, Number(size)])
}
