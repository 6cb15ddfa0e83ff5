import { type AccentShades, accentShades } from './accent.ts'
import { readPair, type SchemePair } from './palette.ts'

const shadeOf: Record<string, keyof AccentShades> = {
  accent: 'accent',
  'accent-fill': 'fill',
  'accent-fill-hover': 'fillHover',
  'on-accent': 'onFill',
  'accent-edge': 'edge',
  'accent-soft': 'soft',
}

/** The tokens that come from a brand's accent, each for light and for dark. */
export function accentPairs(tokensCss: string, accent: string): Record<string, SchemePair> {
  const grounds = ['paper', 'surface', 'sunken'].map((token) => readPair(tokensCss, token))
  const light = accentShades(accent, { name: 'light', grounds: grounds.map((ground) => ground.light) })
  const dark = accentShades(accent, { name: 'dark', grounds: grounds.map((ground) => ground.dark) })
  return Object.fromEntries(
    Object.entries(shadeOf).map(([token, shade]) => [token, { light: light[shade], dark: dark[shade] }]),
  )
}

/** One rule that gives these tokens their colours. */
export function colourRule(pairs: Record<string, SchemePair>): string {
  const lines = Object.entries(pairs).map(([token, { light, dark }]) => `--${token}: light-dark(${light}, ${dark});`)
  return `:root { ${lines.join(' ')} }`
}
