import fc from 'fast-check'
import { expect, test } from 'vitest'
import { direction, locales, negotiateLocale } from './locale.ts'

const readers: Record<string, { asks?: string; prefers?: string; gets: string }> = {
  'asks for a language we speak': { asks: 'it', prefers: 'fr', gets: 'it' },
  'asks for a region of it': { asks: 'pt-BR', prefers: 'es-419', gets: 'es' },
  'writes it in capitals': { asks: 'DE', gets: 'de' },
  'writes it with an underscore': { asks: 'ar_EG', gets: 'ar' },
  'asks for what we do not speak': { asks: 'ja', prefers: 'fr-CA,fr;q=0.8', gets: 'fr' },
  'asks for nothing': { prefers: 'ar', gets: 'ar' },
  'prefers the later one': { prefers: 'en;q=0.2, it;q=0.9', gets: 'it' },
  'refuses one altogether': { prefers: 'it;q=0', gets: 'en' },
  'prefers anything': { prefers: '*', gets: 'en' },
  'says nothing': { gets: 'en' },
  'says nonsense': { asks: '../../etc', prefers: ';;;q=,,-;q=x', gets: 'en' },
  'names a property of every object': { asks: 'constructor', prefers: '__proto__', gets: 'en' },
}

for (const [who, { asks, prefers, gets }] of Object.entries(readers)) {
  test(`a reader who ${who} gets ${gets}`, () => {
    expect(negotiateLocale(asks, prefers)).toBe(gets)
  })
}

test('no header and no path makes it throw or leave our languages', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (asks, prefers) => locales.includes(negotiateLocale(asks, prefers))))
})

test('Arabic alone runs from the right', () => {
  expect(locales.filter((locale) => direction(locale) === 'rtl')).toEqual(['ar'])
})
