import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composeSite } from '../../../app/site.ts'
import { readConfig } from '../../../config/config.ts'
import { assetMap, buildShell } from '../../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../../platform/html/testing/page-inspector.ts'
import type { Locale } from '../../../platform/i18n/index.ts'
import { pagesAssets } from '../../../platform/pages/index.ts'
import { everyView } from '../testing/views.ts'
import { accountAssets } from './index.ts'

const shell = await buildShell({ name: 'Osteocom', accent: '#0f6b6b' })
const site = composeSite(readConfig({}), shell)

let inspector: PageInspector
beforeAll(async () => {
  inspector = await pageInspector(assetMap(shell.assets, pagesAssets, accountAssets))
})
afterAll(() => inspector.close())

const phone = { width: 320, height: 640 }
const desk = { width: 1280, height: 800 }
const shown: [Locale, 'light' | 'dark', typeof phone][] = [
  ['en', 'light', desk],
  ['de', 'dark', phone],
  ['ar', 'light', phone],
]

describe.each(Object.entries(everyView(site)))('%s', (_, view) => {
  test.each(shown)('is sound in %s, %s', async (locale, colorScheme, viewport) => {
    const found = await inspector.inspect(view(locale), { viewport, colorScheme })
    expect(found).toEqual({ violations: [], overflow: 0, complaints: [] })
  })
})
