import { expect, test } from 'vitest'
import { translator } from './translator.ts'

const lessons = '{count, plural, zero {لا دروس} one {درس} two {درسان} few {# دروس} many {# درسًا} other {# درس}}'
const en = { lessons: '{count, plural, one {# lesson} other {# lessons}}', hello: 'Hello {name}' }
const messages = { en, it: en, fr: en, de: en, es: en, ar: { ...en, lessons } }

test('speaks the plural of the language', () => {
  const t = translator('ar', messages)
  expect([0, 1, 2, 3, 11, 100].map((count) => t('lessons', { count }))).toEqual([
    'لا دروس',
    'درس',
    'درسان',
    '3 دروس',
    '11 درسًا',
    '100 درس',
  ])
})

test('knows its locale and its direction', () => {
  const [arabic, german] = [translator('ar', messages), translator('de', messages)]
  expect([arabic.locale, arabic.dir, german.locale, german.dir]).toEqual(['ar', 'rtl', 'de', 'ltr'])
})

test('a missing value shows the message rather than breaking the page', () => {
  expect(translator('en', messages)('hello')).toBe('Hello {name}')
})

test('what stands in a value is text', () => {
  expect(translator('en', messages)('hello', { name: '<i>{x}</i>' })).toBe('Hello <i>{x}</i>')
})
