import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

const neverOurs = new Set(['node_modules', 'dist', '.data', 'coverage'])
const source = /\.(ts|tsx|mjs)$/

/** Every source file under packages/, as a path relative to `root`, sorted. */
export function packageSources(root: string): string[] {
  return walk(join(root, 'packages'))
    .map((path) => relative(root, path))
    .sort()
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (neverOurs.has(entry.name)) return []
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    return source.test(entry.name) ? [path] : []
  })
}
