import { expect, test } from 'vitest'
import { formatDate, formatDateTime, formatDuration, formatPrice } from './format.ts'
import { languageName } from './language-name.ts'

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f]/g, '')

test.each([
  ['en', 4900, 'EUR', '€49.00'],
  ['de', 123450, 'EUR', '1.234,50 €'],
  ['fr', 3950, 'EUR', '39,50 €'],
  ['it', 1200, 'JPY', '1200 JPY'],
  ['en', 1500, 'KWD', 'KWD 1.500'],
] as const)('in %s, %i minor units of %s are %s', (locale, minor, currency, text) => {
  expect(plain(formatPrice(locale, minor, currency))).toBe(text)
})

test('a whole price may lose its zeros, a broken one keeps them', () => {
  expect(formatPrice('en', 4900, 'EUR', { trimZeros: true })).toBe('€49')
  expect(formatPrice('en', 4950, 'EUR', { trimZeros: true })).toBe('€49.50')
})

test.each([
  ['en', 41, 'short', '41 s'],
  ['it', 41.24, 'short', '41 s'],
  ['en', 720, 'short', '12 min'],
  ['de', 720, 'short', '12 Min.'],
  ['en', 60, 'long', '1 minute'],
  ['en', 61 * 60, 'long', '1 hour, 1 minute'],
  ['fr', 2 * 3600, 'long', '2 heures'],
  ['ar', 120, 'long', 'دقيقتان'],
  ['ar', 11 * 60, 'long', '11 دقيقة'],
  ['en', 59.7, 'short', '1 min'],
  ['en', -3, 'short', '0 s'],
] as const)('in %s, %d seconds are, %s, %s', (locale, seconds, display, text) => {
  expect(plain(formatDuration(locale, seconds, display))).toBe(text)
})

test('a date is written as the reader writes it, in the zone that is asked for', () => {
  const date = new Date('2026-11-23T23:30:00Z')
  expect(formatDate('de', date)).toBe('23. November 2026')
  expect(formatDate('it', date, 'Europe/Rome')).toBe('24 novembre 2026')
  expect(plain(formatDateTime('en', date))).toBe('November 23, 2026 at 11:30 PM')
})

test.each([
  ['fr', 'Français'],
  ['it', 'Italiano'],
  ['ar', 'العربية'],
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['pt-BR', 'Português (Brasil)'],
  ['zh-hant', '繁體中文'],
  ['tr', 'Türkçe'],
  ['not a tag', 'not a tag'],
  ['', ''],
])('%s calls itself %s', (tag, name) => {
  expect(languageName(tag)).toBe(name)
})
