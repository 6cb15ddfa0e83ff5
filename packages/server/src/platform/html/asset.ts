import { createHash } from 'node:crypto'
import { extname } from 'node:path'

/** A file served beside the pages; its name carries its content's hash, so it may be kept for ever. */
export interface Asset {
  /** The path it is served under, as `/assets/look/player-1a2b3c4d5e.css`. */
  url: string
  type: string
  immutable: true
  body: { content: string } | { path: string }
}

const prefix = '/assets/look/'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** An asset from text, named by the hash of the text. */
export function textAsset(name: string, content: string): Asset {
  const extension = extname(name)
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  return asset(`${name.slice(0, -extension.length)}-${hash}${extension}`, { content })
}

/** An asset from a file whose name carries the hash already. */
export function fileAsset(name: string, path: string): Asset {
  return asset(name, { path })
}

function asset(name: string, body: Asset['body']): Asset {
  const type = types[extname(name)]
  if (!type) throw new Error(`no content type for ${name}`)
  return { url: prefix + name, type, immutable: true, body }
}

/** Every asset by the path it is served under. */
export function assetMap(...lists: readonly Asset[][]): ReadonlyMap<string, Asset> {
  return new Map(lists.flat().map((each) => [each.url, each]))
}
