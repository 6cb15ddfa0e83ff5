import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { faultsOf, launchChromium } from '../api-partner/testing/chromium.ts'
import { clientId, openStand, productIds, type Stand } from './testing/stand.ts'

let chromium: Browser
let stand: Stand

beforeAll(async () => {
  chromium = await launchChromium()
})
afterAll(() => chromium.close())

beforeEach(async () => {
  stand = await openStand()
})
afterEach(() => stand.close())

async function open(context: BrowserContextOptions = {}, path = ''): Promise<Page> {
  const page = await chromium.newPage({ reducedMotion: 'reduce', locale: 'en-GB', ...context })
  await page.goto(stand.url + path)
  return page
}

const views = [
  ['en-GB', 'light', 320],
  ['de-DE', 'dark', 320],
  ['ar', 'light', 320],
  ['fr-FR', 'light', 768],
  ['ar', 'dark', 768],
  ['en-GB', 'dark', 1280],
  ['it-IT', 'light', 1280],
  ['es-ES', 'dark', 1280],
  ['ar', 'light', 1280],
] as const

for (const [locale, colorScheme, width] of views) {
  test(`every page is sound in ${locale}, ${colorScheme}, at ${width} px`, async () => {
    const page = await open({ locale, colorScheme, viewport: { width, height: 800 } })
    const complaints: string[] = []
    page.on('console', (message) => void complaints.push(message.text()))
    for (const path of ['', 'script', 'nowhere']) {
      await page.goto(stand.url + path)
      complaints.push(...(await faultsOf(page)).map((fault) => `${path}: ${fault}`))
      const folds = page.locator('summary').filter({ visible: true })
      for (const fold of await folds.all()) await fold.click()
      complaints.push(...(await faultsOf(page)).map((fault) => `${path}, unfolded: ${fault}`))
    }
    const missing = 'Failed to load resource: the server responded with a status of 404 (Not Found)'
    expect(complaints.filter((complaint) => complaint !== missing)).toEqual([])
    await page.close()
  })
}

test('each story carries one card, whose address says course, reader, language and look', async () => {
  const page = await open({ javaScriptEnabled: false })
  const sources = await page.locator('iframe').evaluateAll((frames) => frames.map((frame) => frame.getAttribute('src')))
  const address = `${stand.platformUrl}/embed/content-licensing?clientId=${clientId}`
  const rest = 'partnerUserId=reader-ingrid&lang=en&theme=auto'
  expect(sources).toEqual(Object.values(productIds).map((id) => `${address}&productId=${id}&${rest}`))
  await page.close()
})

test('the tag to copy is the very tag of the card, and its style the very style', async () => {
  const page = await open()
  const tags = await page.locator('.tag pre:first-of-type').evaluateAll((boxes) => boxes.map((box) => box.textContent))
  const markup = await page.content()
  expect(tags).toHaveLength(3)
  for (const tag of tags) expect(markup).toContain(tag)
  const style = await page.locator('.tag pre').nth(1).textContent()
  const sheet = await page.locator('link[rel=stylesheet]').getAttribute('href')
  expect(await (await fetch(new URL(sheet ?? '', stand.url))).text()).toContain(style)
  expect(style).toMatch(/^\.card-column \{.*\.course-card \{/s)
  await page.close()
})

test('the platform learns the whole address of the page, so that a buyer comes back to it', async () => {
  const page = await open()
  expect(stand.cards.map(({ referer }) => referer)).toEqual([stand.url, stand.url, stand.url])
  await page.close()
})

test('without scripts one can be somebody else, and stay so', async () => {
  const page = await open({ javaScriptEnabled: false })
  for (const name of ['Mateo', 'Deutsch', 'Dunkel']) {
    await page.getByRole('button', { name }).click()
    await page.getByRole('button', { name, pressed: true }).waitFor()
    await page.waitForLoadState('load')
  }
  stand.cards.length = 0
  await page.reload()
  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  expect(stand.cards.map(({ query }) => query.toString().split('partnerUserId=')[1])).toEqual(
    Array.from({ length: 3 }, () => 'reader-mateo&lang=de&theme=dark'),
  )
  await page.close()
})

test('a new reader is nobody who was here before', async () => {
  const page = await open()
  const seen = new Set<string | null>()
  for (let turn = 0; turn < 3; turn += 1) {
    await page.getByRole('button', { name: 'New reader' }).click()
    await page
      .getByRole('button', { pressed: true })
      .and(page.getByText(/^[0-9a-f]{8}$/))
      .waitFor()
    seen.add(await page.locator('.known code').textContent())
  }
  expect([...seen]).toEqual([0, 1, 2].map(() => expect.stringMatching(/^reader-[0-9a-f]{8}$/)))
  await page.close()
})

test('the chosen look wins over the browser’s', async () => {
  const page = await open({ colorScheme: 'light' })
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await paper()
  await page.getByRole('button', { name: 'Dark' }).click()
  await page.locator('html[data-theme=dark]').waitFor()
  expect(await paper()).not.toBe(light)
  await page.close()
})

test('the plain page runs no script; the other runs the platform’s, and keeps its place when something is chosen', async () => {
  const page = await open()
  expect(await page.locator('script').count()).toBe(0)
  await page.getByRole('link', { name: 'With the optional script' }).click()
  await page.locator('html[data-cards="3"]').waitFor({ state: 'attached' })
  await page.getByRole('button', { name: 'Yasmin' }).click()
  await page.getByRole('button', { name: 'Yasmin', pressed: true }).waitFor()
  expect(page.url()).toBe(`${stand.url}script`)
  await page.close()
})

test('a click in the card takes the whole window', async () => {
  const page = await open()
  await page
    .frameLocator('iframe')
    .first()
    .getByRole('link', { name: `Buy ${productIds.discs}` })
    .click()
  await page.waitForURL(`${stand.platformUrl}/`)
  await page.close()
})

test('the keyboard begins at the skip link and reaches the desk', async () => {
  const page = await open({ viewport: { width: 320, height: 700 } })
  const reached: (string | null)[] = []
  for (let presses = 0; presses < 2; presses += 1) {
    await page.keyboard.press('Tab')
    reached.push(await page.locator(':focus').textContent())
  }
  expect(reached).toEqual(['Skip to the stories', 'Reader’s desk Ingrid · Auto · English'])
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Mateo' }).waitFor()
  await page.close()
})
