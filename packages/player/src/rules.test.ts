import { expect, test } from 'vitest'
import { bestLanguage, ownName } from './languages.ts'
import { clockTime, startPosition } from './resume.ts'
import { verdictOf } from './verdict.ts'

const starts = {
  'in the middle': [20, 100, 20],
  'nowhere yet': [0, 100, 0],
  'in the last ten seconds': [91, 100, 0],
  'past 95 in a hundred': [960, 1000, 0],
  'of a lesson whose length is unknown': [20, 0, 20],
  'that makes no sense': [Number.NaN, 100, 0],
} as const
for (const [title, [watched, duration, expected]] of Object.entries(starts)) {
  test(`a place ${title} starts at ${expected}`, () => expect(startPosition(watched, duration)).toBe(expected))
}

const tracks = [{ lang: 'en' }, { lang: 'pt-BR' }, { lang: 'zh-Hant-TW' }, { lang: 'zh-Hans' }, {}]
const wishes: Record<string, string | undefined> = {
  en: 'en',
  'en-GB': 'en',
  pt: 'pt-BR',
  'zh-Hant': 'zh-Hant-TW',
  'zh-Hans-CN': 'zh-Hans',
  e: undefined,
  fil: undefined,
  '': undefined,
}
for (const [wanted, expected] of Object.entries(wishes)) {
  test(`who asks for "${wanted}" gets ${expected ?? 'nothing'}`, () => {
    expect(bestLanguage(wanted, tracks)?.lang).toBe(expected)
  })
}

test('languages are called by their own names', () => {
  expect(['en', 'it', 'fr', 'ar', 'no such tag'].map(ownName)).toEqual([
    'English',
    'Italiano',
    'Français',
    'العربية',
    undefined,
  ])
})

test('times read as on a clock', () => {
  expect([7, 760, 3723].map(clockTime)).toEqual(['0:07', '12:40', '1:02:03'])
})

test('a failed request is tried again, told, refused or given up by its status', () => {
  expect([0, 503, 429, 425, 403, 410, 404].map(verdictOf)).toEqual([
    'retry',
    'retry',
    'retry',
    'early',
    'refused',
    'refused',
    'broken',
  ])
})
