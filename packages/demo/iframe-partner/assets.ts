import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The style of a frame, which the magazine also shows its readers to copy. */
export const cardStyle = sheetOf('card')

const sheets = ['base', 'masthead', 'desk', 'story', 'course'].map(sheetOf)

const files = {
  style: { path: '/assets/sinew.css', type: 'text/css; charset=utf-8', content: [...sheets, cardStyle].join('\n') },
  mark: {
    path: '/assets/mark.svg',
    type: 'image/svg+xml',
    content: readFileSync(new URL('./mark.svg', import.meta.url), 'utf8'),
  },
}

/** The magazine's own files by path; their address changes with the content, so that it may be kept for ever. */
export const assets = new Map(Object.values(files).map((file) => [file.path, file]))

export const assetPaths = { style: versioned(files.style), mark: versioned(files.mark) }

function versioned({ path, content }: { path: string; content: string }): string {
  return `${path}?v=${createHash('sha256').update(content).digest('hex').slice(0, 10)}`
}

function sheetOf(name: string): string {
  return readFileSync(new URL(`./styles/${name}.css`, import.meta.url), 'utf8')
}
