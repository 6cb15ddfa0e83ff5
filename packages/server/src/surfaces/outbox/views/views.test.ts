import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OutboxEntry } from '../../../features/mailing/index.ts'
import { assetMap } from '../../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../../platform/html/testing/page-inspector.ts'
import type { Locale } from '../../../platform/i18n/index.ts'
import { pagesAssets } from '../../../platform/pages/index.ts'
import { aSite, everywhere } from '../../../platform/pages/testing/site.ts'
import { letterPage, outboxAssets, outboxPage } from './index.ts'

const site = await aSite({ navigation: [{ path: '/account', label: everywhere('Konto') }] })

const entry: OutboxEntry = {
  id: '65f0c0ffee0000000000a001',
  state: 'waiting',
  createdAt: new Date('2026-11-23T10:00:00Z'),
  mail: { to: `${'a'.repeat(60)}@learner.example`, locale: 'ar', kind: 'sign-in-code', code: '483920', minutes: 10 },
}
const entries = (['waiting', 'sent', 'failed'] as const).map((state) => ({
  ...entry,
  state,
  subject: 'Ihr Beleg für Die Lendenwirbelsäulenbeweglichkeitsuntersuchung',
}))

const views: Record<string, (locale: Locale) => string> = {
  'an empty outbox': (locale) =>
    outboxPage({ site, locale, url: '/outbox', visitor: undefined, entries: [], isSent: false }),
  'an outbox with letters': (locale) =>
    outboxPage({ site, locale, url: '/outbox', visitor: { name: 'Ada' }, entries, isSent: true }),
  'a letter': (locale) =>
    letterPage({
      site,
      locale,
      url: `/outbox/${entry.id}`,
      visitor: undefined,
      entry,
      letter: {
        subject: entries[0]?.subject ?? '',
        html: '',
        text: `Hello\n\nhttps://courses.example/${'x'.repeat(200)}`,
      },
      isSent: false,
    }).replace(/src="\/outbox[^"]*"/, ''),
}

let inspector: PageInspector
beforeAll(async () => {
  inspector = await pageInspector(assetMap(site.shell.assets, pagesAssets, outboxAssets))
})
afterAll(() => inspector.close())

for (const [name, view] of Object.entries(views)) {
  for (const [locale, colorScheme, width] of [
    ['en', 'light', 1280],
    ['de', 'dark', 320],
    ['ar', 'light', 320],
    ['fr', 'dark', 768],
  ] as const) {
    test(`${name} is open to everyone in ${locale}, ${colorScheme}, ${width} px wide`, async () => {
      const found = await inspector.inspect(view(locale), { viewport: { width, height: 800 }, colorScheme })
      expect(found).toEqual({ violations: [], overflow: 0, complaints: [] })
    })
  }
}
