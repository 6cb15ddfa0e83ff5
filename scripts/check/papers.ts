import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Gate, verdict } from './gate.ts'

const link = /\]\((?!https?:|mailto:|\/)([^)#\s]*)(?:#([^)\s]+))?\)/g
const heading = /^#{1,6} +(.+?) *$/gm
const path = /`((?:packages|scripts|docs|\.ci)\/[\w./-]*\w)\/?`/g

/** What our pages link to, down to the heading, and every path they name in code type, is there. */
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
  const linked = [...text.matchAll(link)].map(([, target = '', anchor]) => ({
    target: target === '' ? page : join(dirname(page), target),
    anchor,
  }))
  const named = [...text.matchAll(path)].map(([, target = '']) => ({ target, anchor: undefined }))
  return [...linked, ...named].flatMap(({ target, anchor }) => {
    if (!existsSync(join(root, target))) {
      return [`points-nowhere: ${page} names ${target}, which is not there. Mend the page, or put it there.`]
    }
    const isThere = anchor === undefined || anchors(readFileSync(join(root, target), 'utf8')).has(anchor)
    return isThere
      ? []
      : [`points-beside: ${page} links to ${target}#${anchor}, where no heading is called so. Mend the link.`]
  })
}

/** What the headings of a page are called in links: small letters and digits, a hyphen for each space. */
function anchors(text: string): Set<string> {
  const names = [...text.matchAll(heading)].map(([, words = '']) => words)
  return new Set(
    names.map((words) =>
      words
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}
