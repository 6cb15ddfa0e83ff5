import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Gate, verdict } from './gate.ts'

const link = /\]\((?!https?:|mailto:|#|\/)([^)#\s]+)/g
const path = /`((?:packages|scripts|docs|\.ci)\/[\w./-]*\w)\/?`/g

/** What our pages link to, and every path they name in code type, is there. */
export const papers: Gate = {
  name: 'papers',
  judge: async (root) => verdict(pages(root).flatMap((page) => lost(root, page))),
}

function pages(root: string): string[] {
  return globSync(['*.md', 'docs/**/*.md', 'packages/**/*.md'], {
    cwd: root,
    exclude: ['**/node_modules/**', '**/dist/**'],
  })
}

function lost(root: string, page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8')
  const linked = [...text.matchAll(link)].map(([, target = '']) => join(dirname(page), target))
  const named = [...text.matchAll(path)].map(([, target = '']) => target)
  return [...linked, ...named]
    .filter((target) => !existsSync(join(root, target)))
    .map((target) => `points-nowhere: ${page} names ${target}, which is not there. Mend the page, or put it there.`)
}
