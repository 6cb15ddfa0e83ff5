import { readFile } from 'node:fs/promises'
import { type AccentShades, accentShades } from './accent.ts'
import { compileCss } from './compile-css.ts'
import { fontFaces, webFonts } from './font-faces.ts'
import { readPair, type SchemePair } from './palette.ts'

export { compileCss } from './compile-css.ts'

export interface Brand {
  name: string
  /** Any CSS colour; its shades are computed so that text on it and in it stays readable. */
  accent: string
  logoUrl?: string
}

export interface Look {
  /** Tokens, fonts and base rules, minified; font URLs are file names beside the stylesheet. */
  css: string
  /** Font file name, content-hashed, to its absolute path. */
  files: Map<string, string>
  /** The colour of the page itself, for the browser's own bars. */
  themeColor: SchemePair
  /** The accent as text and line colour, for drawings that stand outside the stylesheet. */
  accent: SchemePair
}

/** The identity of one publisher as a stylesheet and the files it needs. */
export async function buildLook(brand: Brand): Promise<Look> {
  const [tokens, base, parts] = await Promise.all([
    readSource('tokens.css'),
    readSource('base.css'),
    readSource('parts.css'),
  ])
  const [paper, surface, sunken] = [readPair(tokens, 'paper'), readPair(tokens, 'surface'), readPair(tokens, 'sunken')]
  const light = accentShades(brand.accent, { name: 'light', grounds: [paper.light, surface.light, sunken.light] })
  const dark = accentShades(brand.accent, { name: 'dark', grounds: [paper.dark, surface.dark, sunken.dark] })
  const fonts = fontFaces(webFonts)
  const css = compileCss([tokens, accentRule(light, dark), fonts.css, base, parts].join('\n'))
  return { css, files: fonts.files, themeColor: paper, accent: { light: light.accent, dark: dark.accent } }
}

function accentRule(light: AccentShades, dark: AccentShades): string {
  const tokens: Record<string, keyof AccentShades> = {
    accent: 'accent',
    'accent-fill': 'fill',
    'accent-fill-hover': 'fillHover',
    'on-accent': 'onFill',
    'accent-edge': 'edge',
    'accent-soft': 'soft',
  }
  const lines = Object.entries(tokens).map(
    ([token, shade]) => `--${token}: light-dark(${light[shade]}, ${dark[shade]});`,
  )
  return `@layer tokens { :root { ${lines.join(' ')} } }`
}

function readSource(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8')
}
