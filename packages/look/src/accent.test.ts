import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { accentShades, type Scheme } from './accent.ts'
import { contrast, readColour, readPair, toHex } from './palette.ts'

const tokens = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const names = ['light', 'dark'] as const

function scheme(name: Scheme['name']): Scheme {
  return { name, grounds: ['paper', 'surface', 'sunken'].map((ground) => readPair(tokens, ground)[name]) }
}

// A fixed seed: a colour that fails today fails tomorrow.
function* accents(count: number): Generator<string> {
  let state = 20261123
  const random = () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
  for (let index = 0; index < count; index += 1)
    yield `#${Math.floor(random() * 0x1000000)
      .toString(16)
      .padStart(6, '0')}`
}

describe.each(names)('in the %s scheme', (name) => {
  const { grounds } = scheme(name)

  test('500 random accents, and the extremes, stay readable', () => {
    for (const brand of [...accents(500), '#000', '#fff', '#808080', 'yellow', 'blue', 'lime', 'oklch(0.7 0.4 150)']) {
      const shades = accentShades(brand, scheme(name))
      const ratios = {
        accent: Math.min(...[...grounds, shades.soft].map((ground) => contrast(shades.accent, ground))),
        onFill: Math.min(contrast(shades.onFill, shades.fill), contrast(shades.onFill, shades.fillHover)),
      }
      expect.soft(ratios.accent, `${brand} as text ${shades.accent}`).toBeGreaterThanOrEqual(4.5)
      expect.soft(ratios.onFill, `text on ${brand} as ${shades.fill}`).toBeGreaterThanOrEqual(4.5)
      for (const ground of grounds)
        expect.soft(contrast(shades.edge, ground), `edge of ${brand}`).toBeGreaterThanOrEqual(3)
    }
  })

  test.each(['ink', 'ink-soft'])('%s is AAA on every ground', (ink) => {
    for (const ground of grounds) expect(contrast(readPair(tokens, ink)[name], ground)).toBeGreaterThanOrEqual(7)
  })

  test.each(['ink-faint', 'good', 'warn', 'bad'])('%s is AA on every ground', (ink) => {
    for (const ground of grounds) expect(contrast(readPair(tokens, ink)[name], ground)).toBeGreaterThanOrEqual(4.5)
  })

  test('a field is told from its ground by its border', () => {
    for (const ground of grounds)
      expect(contrast(readPair(tokens, 'line-strong')[name], ground)).toBeGreaterThanOrEqual(3)
  })
})

test('a usable brand colour is the button, unchanged', () => {
  for (const brand of ['#0f6b6b', '#7a1f5c', '#ffd400']) expect(accentShades(brand, scheme('light')).fill).toBe(brand)
})

test('words on the stage are readable', () => {
  const colour = (token: string) =>
    toHex(readColour(new RegExp(`--${token}: (oklch\\([^)]*\\))`).exec(tokens)?.[1] ?? ''))
  expect(contrast(colour('stage-ink'), colour('stage'))).toBeGreaterThanOrEqual(7)
  expect(contrast(colour('stage-ink-soft'), colour('stage'))).toBeGreaterThanOrEqual(7)
})

test('refuses what is no colour, and says so', () => {
  expect(() => accentShades('teal-ish', scheme('light'))).toThrow('"teal-ish" is not a CSS colour')
})
