import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { english } from './strings.ts'

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
const read = (lang: string) =>
  JSON.parse(readFileSync(new URL(`./messages/${lang}.json`, import.meta.url), 'utf8')) as Record<string, string>

test('English in the messages is the English in the program', () => {
  expect(read('en')).toEqual(english)
})

for (const lang of ['en', 'it', 'fr', 'de', 'es', 'ar']) {
  test(`${lang} says everything, in the same order and with the same blanks`, () => {
    const texts = read(lang)
    expect(Object.keys(texts)).toEqual(Object.keys(english))
    for (const [key, text] of Object.entries(english)) {
      expect(texts[key]?.trim(), key).toBeTruthy()
      expect(placeholders(texts[key] ?? ''), key).toEqual(placeholders(text))
    }
  })
}
