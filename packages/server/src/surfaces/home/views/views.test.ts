import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetMap, buildShell } from '../../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../../platform/html/testing/page-inspector.ts'
import type { Locale } from '../../../platform/i18n/index.ts'
import { failurePage, pagesAssets } from '../../../platform/pages/index.ts'
import { type HomePageProps, homeAssets, homePage, plainHomePage } from './index.ts'

const shell = await buildShell({ name: 'Osteocom', accent: '#0f6b6b' })
const cover = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9"/>')}`

function home(locale: Locale, change: Partial<HomePageProps> = {}): string {
  return homePage({
    shell,
    locale,
    shopUrl: '/demo/api-partner/',
    magazineUrl: '/demo/iframe-partner/',
    openapiUrl: '/sv6/openapi.json',
    errorsUrl: '/docs/errors/',
    example: {
      origin: 'http://localhost:5000',
      clientId: 'demo-api-partner',
      productId: '65f0c0ffee0000000000a001',
      videoId: '65f0c0ffee0000000000b001',
      price: 49,
    },
    courses: [
      {
        title: 'How the spine carries you',
        language: 'en',
        coverUrl: cover,
        lessons: 4,
        priceMinor: 4900,
        currency: 'EUR',
      },
      {
        title: 'هندسة الخطوة: كيف يمشي الجسم',
        language: 'ar',
        coverUrl: cover,
        lessons: 1,
        priceMinor: 3950,
        currency: 'EUR',
      },
      {
        title: 'Die Lendenwirbelsäulenbeweglichkeitsuntersuchung',
        language: 'de',
        coverUrl: cover,
        lessons: 12,
        priceMinor: 123456,
        currency: 'EUR',
      },
    ],
    ...change,
  })
}

const views: Record<string, (locale: Locale) => string> = {
  'the first page': (locale) => home(locale),
  'the first page without courses': (locale) => home(locale, { courses: [] }),
  'the neutral first page': (locale) => plainHomePage({ shell, locale }),
  'the page for an address that leads nowhere': (locale) =>
    failurePage({ shell, locale, failure: 'notFound', reference: 'r1' }),
  'the page for a fault of ours': (locale) =>
    failurePage({ shell, locale, failure: 'broken', retryUrl: '/x', reference: 'r1' }),
  'the page for a service that is away': (locale) => failurePage({ shell, locale, failure: 'busy', retryUrl: '/x' }),
}

let inspector: PageInspector
beforeAll(async () => {
  inspector = await pageInspector(assetMap(shell.assets, pagesAssets, homeAssets))
})
afterAll(() => inspector.close())

const sound = { violations: [], overflow: 0, complaints: [] }
const phone = { width: 320, height: 640 }
const desk = { width: 1280, height: 800 }

describe.each(Object.entries(views))('%s', (_, view) => {
  test.each([
    ['en', 'light', phone],
    ['de', 'dark', phone],
    ['ar', 'light', phone],
    ['fr', 'light', desk],
    ['ar', 'dark', desk],
  ] as const)('is open to everyone in %s, %s, and as wide as its window', async (locale, colorScheme, viewport) => {
    expect(await inspector.inspect(view(locale), { colorScheme, viewport })).toEqual(sound)
  })
})

test('the page reads the same with scripts off, without the button that needs one', async () => {
  const page = await inspector.open(home('en'), { viewport: desk, javaScriptEnabled: false })
  expect(await page.getByText('curl -s').first().isVisible()).toBe(true)
  expect(await page.getByRole('button').count()).toBe(0)
  await page.close()
})

test('the button copies the commands and says so', async () => {
  const page = await inspector.open(home('it'), {
    viewport: desk,
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  await page.getByRole('button', { name: 'Copia' }).click()
  await page.getByRole('button', { name: 'Copiato' }).waitFor()
  const copied = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(copied).toContain('TOKEN=$(curl -s http://localhost:5000/sv6/contentLicensing_login')
  await page.close()
})

test('the keyboard reaches every link, the button and the commands, in order', async () => {
  const page = await inspector.open(home('en'), { viewport: desk })
  const reached: string[] = []
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab')
    reached.push(await page.evaluate<string>('document.activeElement.ariaLabel ?? document.activeElement.textContent'))
  }
  expect(reached).toEqual([
    'Open the demo shop',
    'Open the demo magazine',
    'Copy',
    'Commands for a terminal',
    'Every call, as an OpenAPI file',
    'Every error code, and what to do about it',
  ])
  await page.close()
})

test('the secret is shown only when it is given', () => {
  expect(home('en')).toContain('in place of YOUR_SECRET')
  const shown = home('en', {
    example: {
      origin: 'http://localhost:5000',
      clientId: 'c',
      clientSecret: 's3cret',
      productId: 'p',
      videoId: 'v',
      price: 1,
    },
  })
  expect(shown).toContain('s3cret')
  expect(shown).not.toContain('YOUR_SECRET')
})

test('a page that leads nowhere offers no second try', () => {
  expect(failurePage({ shell, locale: 'en', failure: 'notFound', retryUrl: '/x' })).not.toContain('Try again')
})
