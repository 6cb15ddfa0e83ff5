import type { Oklch } from 'culori'
import { contrast, readColour, toHex } from './palette.ts'

/** What one colour scheme needs of the accent; all values are hex. */
export interface AccentShades {
  /** For links, icons and rings: at least 4.5 : 1 on every ground. */
  accent: string
  /** The ground of a filled button, as near to the brand as can be. */
  fill: string
  fillHover: string
  /** Text on the fill and on its hover shade: at least 4.5 : 1. */
  onFill: string
  /** The button's outline: at least 3 : 1 on every ground, whatever the fill. */
  edge: string
  /** A tint of the paper on which the accent is at least 4.5 : 1. */
  soft: string
}

export interface Scheme {
  name: 'light' | 'dark'
  /** Everything the accent may lie on. */
  grounds: string[]
}

const TEXT = 4.5
// On dark paper a colour that just passes looks dull: there it is taken further.
const ACCENT = { light: TEXT, dark: 6.5 }
const SHAPE = 3
const STEP = 0.004

/** The accent's shades for one colour scheme, readable whatever the brand's colour is. */
export function accentShades(brandColour: string, scheme: Scheme): AccentShades {
  const brand = readColour(brandColour)
  const away = scheme.name === 'light' ? -1 : 1
  const soft = toHex({ ...brand, l: scheme.name === 'light' ? 0.945 : 0.27, c: Math.min(brand.c, 0.03) })
  const accent = moveUntil(brand, away, (hex) => leastContrast(hex, [...scheme.grounds, soft]) >= ACCENT[scheme.name])
  const start = { ...brand, l: Math.min(Math.max(brand.l, 0.3), 0.88) }
  const shift = readColour(toHex(start)).l > 0.6 ? 0.035 : -0.035
  const fills = fillShades(start, shift)
  const edge = moveUntil(start, away, (hex) => leastContrast(hex, scheme.grounds) >= SHAPE)
  return { accent, ...fills, edge, soft }
}

// Near-white and near-black text both miss 4.5 on a few mid greys once the hover shade counts too, so the fill gives way.
function fillShades(start: Oklch, shift: number): Pick<AccentShades, 'fill' | 'fillHover' | 'onFill'> {
  for (let step = 0; ; step += 1) {
    for (const direction of [-1, 1]) {
      const l = start.l + direction * step * STEP
      const fill = toHex({ ...start, l })
      const fillHover = toHex({ ...start, l: l + shift })
      const onFill = ['#ffffff', '#14110d'].find((text) => leastContrast(text, [fill, fillHover]) >= TEXT)
      if (onFill) return { fill, fillHover, onFill }
    }
  }
}

function moveUntil(from: Oklch, direction: number, isReadable: (hex: string) => boolean): string {
  for (let l = from.l; l > 0 && l < 1; l += direction * STEP) {
    const hex = toHex({ ...from, l })
    if (isReadable(hex)) return hex
  }
  return direction < 0 ? '#000000' : '#ffffff'
}

function leastContrast(colour: string, grounds: string[]): number {
  return Math.min(...grounds.map((ground) => contrast(colour, ground)))
}
