import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asset, assetMap } from '../../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../../platform/html/testing/page-inspector.ts'
import { locales } from '../../../platform/i18n/index.ts'
import { fitScript } from './card.tsx'
import { card, coverUrl, states, styles } from './testing/cards.ts'

const picture = fileURLToPath(import.meta.resolve('@osteocom/demo/content')).replace(
  /content\/.*/,
  'content/channels/how-the-spine-carries-you/cover.jpg',
)
const cover: Asset = { url: coverUrl, type: 'image/jpeg', immutable: true, body: { path: picture } }
// Browsers ask for it where a page stands alone; in a frame they do not.
const icon: Asset = { url: '/favicon.ico', type: 'image/svg+xml', immutable: true, body: { content: '' } }

let inspector: PageInspector
beforeAll(async () => {
  inspector = await pageInspector(assetMap([cover, icon, fitScript]), styles.source)
})
afterAll(() => inspector.close())

const sound = { violations: [], overflow: 0, complaints: [] }

describe.each(Object.entries(states))('%s', (_, state) => {
  test.each([
    ['en', 'light', 260],
    ['de', 'dark', 260],
    ['ar', 'light', 320],
    ['fr', 'light', 600],
    ['ar', 'dark', 900],
    ['it', 'dark', 900],
  ] as const)(
    'is open to everyone in %s, %s, %i px wide, and as wide as its frame',
    async (locale, colorScheme, width) => {
      const view = { colorScheme, viewport: { width, height: 420 } }
      expect(await inspector.inspect(card(state, { locale }), view)).toEqual(sound)
    },
  )

  test.each(['light', 'dark'] as const)('is open to everyone where the partner says %s', async (theme) => {
    const view = { colorScheme: theme === 'dark' ? 'light' : 'dark', viewport: { width: 360, height: 420 } } as const
    const shown = await inspector.show(card(state, { theme }), view)
    const ground = await shown.evaluate<string>("getComputedStyle(document.querySelector('main')).backgroundColor")
    const lightness = Number(/\d+/.exec(ground)?.[0])
    expect(lightness > 128).toBe(theme === 'light')
    expect(await inspector.inspect(card(state, { theme }), view)).toEqual(sound)
  })

  test.each(locales)('weighs at most 4 KB on the wire in %s, with all but the picture', (locale) => {
    expect(gzipSync(card(state, { locale })).length).toBeLessThanOrEqual(4096)
  })

  test('runs no script', () => {
    expect(card(state)).not.toMatch(/<script| on[a-z]+=/)
  })
})

const offer = states['a course to buy']
const owned = states['a course that is owned']
if (!offer || !owned) throw new Error('there are cards to look at')

test('the button leads the whole window away, by the keyboard too, and shows where the focus is', async () => {
  const page = await inspector.open(card(offer), { viewport: { width: 320, height: 480 } })
  await page.keyboard.press('Tab')
  const focused = await page.evaluate<string[]>(
    `(({ textContent, target, href }) => [textContent, target, new URL(href).pathname])(document.activeElement)`,
  )
  expect(focused).toEqual(['Buy for €49', '_top', '/checkout'])
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px')
  const { height } = (await page.getByRole('link').boundingBox()) ?? { height: 0 }
  expect(height).toBeGreaterThanOrEqual(44)
  await page.close()
})

test('a card that is fitted has its own height rather than its frame’s', async () => {
  const heightOf = (html: string) =>
    inspector
      .show(html, { colorScheme: 'light', viewport: { width: 320, height: 900 } })
      .then((page) => page.evaluate<number>("document.querySelector('main').getBoundingClientRect().height"))
  expect(await heightOf(card(offer))).toBe(900)
  expect(await heightOf(card(offer, { fitFor: 'https://shop.example' }))).toBeLessThan(600)
})

test('the picture says what it shows where pictures are blocked', async () => {
  const page = await inspector.open(card(offer, { locale: 'fr' }), { viewport: { width: 320, height: 480 } })
  expect(await page.getByRole('img', { name: 'Couverture de « How the spine carries you »' }).count()).toBe(1)
  await page.close()
})

test('on paper the price is ink, not a button', async () => {
  const page = await inspector.open(card(offer), { viewport: { width: 320, height: 480 } })
  await page.emulateMedia({ media: 'print' })
  const style = (property: string) => page.evaluate<string>(`getComputedStyle(document.querySelector('a')).${property}`)
  expect(await style('backgroundColor')).toBe('rgba(0, 0, 0, 0)')
  expect(await style('color')).toBe(await page.evaluate('getComputedStyle(document.body).color'))
  await page.close()
})

test('the cover takes the side where the reader begins once there is room', async () => {
  const cornerOf = async (html: string) => {
    const page = await inspector.show(html, { colorScheme: 'light', viewport: { width: 760, height: 360 } })
    return page.evaluate<number>("document.querySelector('img').getBoundingClientRect().left")
  }
  expect(await cornerOf(card(owned))).toBeLessThan(10)
  expect(await cornerOf(card(owned, { locale: 'ar' }))).toBeGreaterThan(200)
})
