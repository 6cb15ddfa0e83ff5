import { readFile } from 'node:fs/promises'
import { accentPairs, colourRule } from './colours.ts'
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
  const pairs = accentPairs(tokens, brand.accent)
  const fonts = fontFaces(webFonts)
  const css = compileCss([tokens, `@layer tokens { ${colourRule(pairs)} }`, fonts.css, base, parts].join('\n'))
  return {
    css,
    files: fonts.files,
    themeColor: readPair(tokens, 'paper'),
    accent: pairs['accent'] ?? readPair(tokens, 'ink'),
  }
}

/** One rule with those of the identity's colours that a stylesheet which stands alone makes use of. */
export async function coloursUsedIn(css: string, brand: Brand): Promise<string> {
  const tokens = await readSource('tokens.css')
  const ofBrand = accentPairs(tokens, brand.accent)
  const used = [...new Set([...css.matchAll(/var\(--([a-z-]+)\)/g)].map(([, token = '']) => token))]
  return colourRule(Object.fromEntries(used.map((token) => [token, ofBrand[token] ?? readPair(tokens, token)])))
}

/** Colours of the identity by name, for what no stylesheet reaches. */
export async function readColours<Name extends string>(
  brand: Brand,
  names: readonly Name[],
): Promise<Record<Name, SchemePair>> {
  const tokens = await readSource('tokens.css')
  const ofBrand = accentPairs(tokens, brand.accent)
  return Object.fromEntries(names.map((name) => [name, ofBrand[name] ?? readPair(tokens, name)])) as Record<
    Name,
    SchemePair
  >
}

function readSource(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8')
}
