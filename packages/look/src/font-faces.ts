import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

export interface WebFont {
  family: string
  package: string
  file: string
  subsets: string[]
  weights: string
  /** In thousandths of the font size. */
  ascent: number
  descent: number
  fallback: { family: string; local: string[] }
  /** Average advance of the same sample text in the web font and in its fallback, where one number can stand for it. */
  advance?: { web: number; fallback: number }
}

export const webFonts: WebFont[] = [
  {
    family: 'Inter Variable',
    package: '@fontsource-variable/inter',
    file: 'inter-SUBSET-wght-normal.woff2',
    subsets: ['latin', 'latin-ext'],
    weights: '100 900',
    ascent: 969,
    descent: 241,
    // Liberation and Arimo were cut to the widths of Arial; their serifs to those of Times New Roman.
    fallback: { family: 'Inter Fallback', local: ['Arial', 'Liberation Sans', 'Arimo'] },
    advance: { web: 460.4, fallback: 431.3 },
  },
  {
    family: 'Newsreader Variable',
    package: '@fontsource-variable/newsreader',
    file: 'newsreader-SUBSET-wght-normal.woff2',
    subsets: ['latin', 'latin-ext'],
    weights: '200 800',
    ascent: 735,
    descent: 265,
    fallback: { family: 'Newsreader Fallback', local: ['Times New Roman', 'Liberation Serif', 'Tinos'] },
    advance: { web: 414.6, fallback: 390.4 },
  },
  {
    family: 'Vazirmatn Variable',
    package: '@fontsource-variable/vazirmatn',
    file: 'vazirmatn-SUBSET-wght-normal.woff2',
    subsets: ['arabic'],
    weights: '100 900',
    ascent: 1025,
    descent: 537,
    // Arabic system faces differ too much in width to be scaled by one number; the height is what must not jump.
    fallback: { family: 'Vazirmatn Fallback', local: ['Geeza Pro', 'Segoe UI', 'Arial'] },
  },
]

/** The @font-face rules with content-hashed file names, and where each file lies on disk. */
export function fontFaces(fonts: WebFont[]): { css: string; files: Map<string, string> } {
  const files = new Map<string, string>()
  const rules = fonts.flatMap((font) => [
    ...font.subsets.map((subset) => webFace(font, subset, files)),
    fallbackFace(font),
  ])
  return { css: rules.join('\n'), files }
}

function webFace(font: WebFont, subset: string, files: Map<string, string>): string {
  const file = font.file.replace('SUBSET', subset)
  const path = resolve(`${font.package}/files/${file}`)
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 10)
  const name = file.replace('.woff2', `-${hash}.woff2`)
  files.set(name, path)
  return `@font-face {
    font-family: '${font.family}'; font-style: normal; font-weight: ${font.weights}; font-display: swap;
    src: url('${name}') format('woff2'); unicode-range: ${unicodeRange(font, subset)};
  }`
}

function unicodeRange(font: WebFont, subset: string): string {
  const ranges: Record<string, string> = JSON.parse(readFileSync(resolve(`${font.package}/unicode.json`), 'utf8'))
  const range = ranges[subset]
  if (!range) throw new Error(`${font.package} has no subset ${subset}`)
  return range
}

/** The factor that makes the fallback's text as wide as the web font's. */
export function sizeAdjust(font: WebFont): number {
  return font.advance ? font.advance.web / font.advance.fallback : 1
}

function fallbackFace(font: WebFont): string {
  const scale = sizeAdjust(font)
  const percent = (value: number) => `${(value * 100).toFixed(2)}%`
  return `@font-face {
    font-family: '${font.fallback.family}'; src: ${font.fallback.local.map((name) => `local('${name}')`).join(', ')};
    size-adjust: ${percent(scale)};
    ascent-override: ${percent(font.ascent / 1000 / scale)};
    descent-override: ${percent(font.descent / 1000 / scale)};
    line-gap-override: 0%;
  }`
}
