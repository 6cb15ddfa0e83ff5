import { globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isStructurallySame, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { describe, expect, test } from 'vitest'
import { locales } from './locale.ts'

const packages = new URL('../../../../', import.meta.url).pathname
const folders = globSync('*/src/**/messages/', { cwd: packages, exclude: ['**/node_modules/**'] })
  .map((folder) => join(packages, folder))
  .filter((folder) => readdirSync(folder).includes('en.json'))

function readMessages(folder: string, locale: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8'))
}

test('the messages of the surfaces are found', () => {
  expect(folders.length).toBeGreaterThanOrEqual(2)
})

describe.each(folders)('%s', (folder) => {
  const en = readMessages(folder, 'en')

  test('every language we speak is there, and no other', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
    expect(new Set(files.map((file) => basename(file, '.json')))).toEqual(new Set(locales))
  })

  test.each(locales)('%s has the keys of English, in the same order', (locale) => {
    expect(Object.keys(readMessages(folder, locale))).toEqual(Object.keys(en))
  })

  test.each(locales)('%s says something under every key', (locale) => {
    expect(Object.entries(readMessages(folder, locale)).filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test.each(locales)('%s is valid and takes the values English takes', (locale) => {
    const messages = readMessages(folder, locale)
    const differing = Object.keys(en).filter((key) => {
      const [ours, theirs] = [parse(en[key] ?? ''), parse(messages[key] ?? '')]
      return !isStructurallySame(ours, theirs).success
    })
    expect(differing).toEqual([])
  })

  test.each(locales)('%s has every plural form its language needs', (locale) => {
    const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const lacking = Object.entries(readMessages(folder, locale)).filter(([, text]) =>
      parse(text).some((part) => part.type === TYPE.plural && needed.some((form) => part.options[form] === undefined)),
    )
    expect(lacking).toEqual([])
  })
})
