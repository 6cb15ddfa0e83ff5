import type { ListedFile, Storage } from '../../platform/storage/storage.ts'
import { assetPath, mediaFile } from '../media/index.ts'
import type { KnownAsset } from './inventory-store.ts'

const pictures = ['poster.jpg', 'storyboard.jpg', 'storyboard.vtt']

/** What an asset's playlists and rows name and is not there, and what is there and nothing names. */
export async function checkAsset(
  storage: Storage,
  asset: KnownAsset,
  present: ListedFile[],
): Promise<{ missing: string[]; unnamed: ListedFile[] }> {
  const at = (file: string) => assetPath(asset.id, file)
  const there = new Set(present.map(({ path }) => path))
  const named = new Set(['master.m3u8', ...pictures, ...asset.parts.map((part) => `${part}/index.m3u8`)])
  const read = async (file: string) => (there.has(at(file)) ? String(await storage.readAll(at(file))) : '')
  for (const playlist of filesIn(await read('master.m3u8'))) named.add(playlist)
  for (const playlist of [...named].filter((file) => file.endsWith('/index.m3u8'))) {
    const folder = playlist.slice(0, playlist.lastIndexOf('/') + 1)
    for (const file of filesIn(await read(playlist))) named.add(folder + file)
  }
  return {
    missing: [...named].map(at).filter((path) => !there.has(path)),
    unnamed: present.filter(({ path }) => {
      const file = path.slice(at('').length)
      return !named.has(file) && !(mediaFile(file) && !file.includes('/'))
    }),
  }
}

// Keys are no files: they follow from the video's secret.
function filesIn(playlist: string): string[] {
  return playlist.split('\n').flatMap((line) => {
    if (line.startsWith('#EXT-X-KEY')) return []
    if (!line.startsWith('#')) return line === '' ? [] : [line]
    return /URI="([^"]+)"/.exec(line)?.[1] ?? []
  })
}
