import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { compileCss } from '@osteocom/look'
import { type Asset, textAsset } from './asset.ts'

/** The stylesheet written beside a view, compiled. */
export function pageStyles(file: URL): Asset {
  return textAsset(basename(file.pathname), compileCss(readFileSync(file, 'utf8')))
}

/** The script written beside a view, as it is. */
export function pageScript(file: URL): Asset {
  return textAsset(basename(file.pathname), readFileSync(file, 'utf8'))
}
