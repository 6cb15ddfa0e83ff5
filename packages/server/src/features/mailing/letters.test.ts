import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeLetterhead } from '../../app/letterhead.ts'
import { readConfig } from '../../config/config.ts'
import { assetMap } from '../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../platform/html/testing/page-inspector.ts'
import { type Locale, locales } from '../../platform/i18n/index.ts'
import { printLetter } from './print-letter.ts'
import { letters } from './testing/letters.ts'

const letterhead = await composeLetterhead(readConfig({ SUPPORT_EMAIL: 'help@courses.example' }))

function print(name: string, locale: Locale, head = letterhead) {
  const letter = letters[name]
  if (!letter) throw new Error(`there is no letter ${name}`)
  return printLetter(head, { to: 'ada@learner.example', locale, ...letter })
}

let inspector: PageInspector
beforeAll(async () => {
  // A browser asks for an icon, a mail program does not.
  const icon = { url: '/favicon.ico', type: 'image/svg+xml', immutable: true, body: { content: '<svg/>' } } as const
  inspector = await pageInspector(assetMap([icon]), "'unsafe-inline'")
})
afterAll(() => inspector.close())

describe.each(Object.keys(letters))('%s', (name) => {
  test.each([
    ['en', 'light', 768],
    ['de', 'dark', 320],
    ['ar', 'light', 320],
  ] as const)('is open to everyone in %s, %s, %i px wide, and loads nothing', async (locale, colorScheme, width) => {
    const { html } = print(name, locale)
    const found = await inspector.inspect(html, { viewport: { width, height: 800 }, colorScheme })
    expect(found).toEqual({ violations: [], overflow: 0, complaints: [] })
    expect(html).not.toMatch(/<(img|link|script|table|iframe|form)\b|url\(|@import/)
  })

  test.each(locales)('says the same as HTML and as plain text in %s, with nothing left to fill in', (locale) => {
    const { subject, html, text } = print(name, locale)
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&'))
    for (const url of links) expect(text).toContain(url)
    const shown = html.replace(/<style>.*?<\/style>/s, '')
    for (const part of [subject, shown, text]) expect(part).not.toMatch(/\{\w+|undefined|\bNaN\b|Invalid Date/)
    expect(subject.length).toBeLessThan(100)
    expect(html).toContain(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`)
  })
})

test.each(['#ffd400', '#000000', '#ff2bd6'])('stays readable with the accent %s', async (accent) => {
  const head = await composeLetterhead(readConfig({ OSTEOCOM_ACCENT: accent }))
  for (const colorScheme of ['light', 'dark'] as const) {
    const view = { viewport: { width: 320, height: 800 }, colorScheme }
    expect(await inspector.inspect(print('receipt', 'en', head).html, view)).toMatchObject({ violations: [] })
  }
})

const names: Record<string, string> = {
  'Ada Lovelace': 'Hello Ada Lovelace,',
  'Dr. J.R.R. O’Neill-Šimić': 'Hello Dr. J.R.R. O’Neill-Šimić,',
  آدا: 'Hello آدا,',
  ' Ada\r\n\tLovelace ': 'Hello Ada Lovelace,',
  'You won, see evil.example': 'Hello,',
  'https://evil.example': 'Hello,',
  'write to eve@evil': 'Hello,',
  [`Ada ${'x'.repeat(60)}`]: 'Hello,',
  '': 'Hello,',
}
for (const [name, greeting] of Object.entries(names)) {
  test(`whoever is called ${JSON.stringify(name)} is greeted with ${greeting}`, () => {
    const letter = { kind: 'password-changed', name, accountUrl: 'https://courses.example/account' } as const
    const { text } = printLetter(letterhead, { to: 'ada@learner.example', locale: 'en', ...letter })
    expect(text.split('\n')[2]).toBe(greeting)
  })
}

test('a link that is none becomes harmless', () => {
  const letter = { kind: 'password-changed', name: 'Ada', accountUrl: 'javascript:alert(1)' } as const
  const { html } = printLetter(letterhead, { to: 'ada@learner.example', locale: 'en', ...letter })
  expect(html).not.toContain('href="javascript')
})

test('money and days are written as the reader writes them', () => {
  expect(print('receipt', 'de').text).toMatch(/149,00\s€[\s\S]*23\. November 2026/)
  expect(print('receipt', 'ar').text).toMatch(/٢٣|23/)
  expect(print('receipt', 'en').text).toMatch(/€149\.00[\s\S]*November 23, 2026/)
})
