import { type Color, clampChroma, converter, formatHex, type Oklch, parse, wcagContrast } from 'culori'

export interface SchemePair {
  light: string
  dark: string
}

const toOklch = converter('oklch')

/** The colour in oklch, or an error that names the value an operator has to correct. */
export function readColour(value: string): Oklch {
  const colour = toOklch(parse(value))
  if (!colour) throw new Error(`"${value}" is not a CSS colour`)
  return { ...colour, h: colour.h ?? 0 }
}

/** The nearest colour a screen can show, as six hex digits: what contrast is measured on is what is sent. */
export function toHex(colour: Color): string {
  return formatHex(clampChroma(colour, 'oklch')) ?? '#000000'
}

/** The light and dark value of a token written with light-dark(), as hex. */
export function readPair(tokensCss: string, token: string): SchemePair {
  const found = new RegExp(`--${token}:\\s*light-dark\\((oklch\\([^)]*\\)),\\s*(oklch\\([^)]*\\))\\)`).exec(tokensCss)
  const [, light, dark] = found ?? []
  if (!light || !dark) throw new Error(`tokens.css has no light-dark() colour --${token}`)
  return { light: toHex(readColour(light)), dark: toHex(readColour(dark)) }
}

/** The WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  return wcagContrast(one, other)
}
