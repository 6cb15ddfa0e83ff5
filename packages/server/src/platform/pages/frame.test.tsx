import { afterAll, beforeAll, expect, test } from 'vitest'
import { assetMap } from '../html/index.ts'
import { type PageInspector, pageInspector } from '../html/testing/page-inspector.ts'
import { type Locale, locales } from '../i18n/index.ts'
import { framedPage, pagesAssets } from './index.ts'
import { aSite, everywhere } from './testing/site.ts'

const site = await aSite({
  navigation: [
    { path: '/my-courses', label: everywhere('Meine Kurse') },
    { path: '/receipts', label: everywhere('Zahlungsbelege') },
    { path: '/account', label: everywhere('Kontoeinstellungen') },
  ],
  termsUrl: 'https://publisher.example/terms',
  privacyUrl: 'javascript:alert(1)',
  supportEmail: 'help@publisher.example',
})

let inspector: PageInspector
beforeAll(async () => {
  inspector = await pageInspector(assetMap(site.shell.assets, pagesAssets))
})
afterAll(() => inspector.close())

const page = (locale: Locale, more: { visitor?: { name: string }; isTask?: boolean; url?: string } = {}) =>
  framedPage({ site, locale, url: '/my-courses/abc?x=1', title: 'A page', body: <h1>A page</h1>, ...more })

const states = {
  'a stranger': {},
  'someone signed in': { visitor: { name: 'Ada' } },
  'someone at a task': { visitor: { name: 'Ada' }, isTask: true },
}
for (const [who, more] of Object.entries(states)) {
  for (const [locale, colorScheme, width] of [
    ['en', 'light', 1280],
    ['de', 'dark', 320],
    ['ar', 'light', 320],
    ['ar', 'dark', 768],
  ] as const) {
    test(`${who} finds the frame open to everyone in ${locale}, ${colorScheme}, ${width} px wide`, async () => {
      const view = { viewport: { width, height: 800 }, colorScheme }
      expect(await inspector.inspect(page(locale, more), view)).toEqual({ violations: [], overflow: 0, complaints: [] })
    })
  }
}

test('says which part of the site a page belongs to', () => {
  const html = page('en', { visitor: { name: 'Ada' } })
  expect(html).toContain('<a href="/my-courses" aria-current="true">')
  expect(html).not.toContain('<a href="/receipts" aria-current')
})

test('leads a stranger to sign in and back, and nobody away from a task', () => {
  expect(page('en')).toContain('/account/sign-in?next=%2Fmy-courses%2Fabc%3Fx%3D1')
  expect(page('en', { isTask: true })).not.toContain('<nav class="ways"')
})

test('offers the same page in every language, and links nowhere by script', () => {
  const html = page('fr')
  for (const locale of locales) expect(html).toContain(`href="/my-courses/abc?x=1&amp;lang=${locale}"`)
  expect(html).not.toContain('javascript:')
})
