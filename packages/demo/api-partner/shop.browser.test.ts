import { createServer, type Server } from 'node:http'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createApiPartner } from './server.ts'
import { faultsOf, launchChromium } from './testing/chromium.ts'
import { spine, step } from './testing/courses.ts'
import { close, credentials, listen, refusal, type StubPlatform, startStubPlatform } from './testing/stub-platform.ts'

let chromium: Browser
let platform: StubPlatform
let server: Server
let shop: string

beforeAll(async () => {
  chromium = await launchChromium()
})
afterAll(() => chromium.close())

beforeEach(async () => {
  platform = await startStubPlatform([])
  const cover = `${platform.url}/cover.svg`
  const pictured = {
    cover,
    trailer: `${platform.url}/trailer.mp4`,
    authors: [{ name: 'Dr. Nora Whitfield', image: cover }],
  }
  platform.channels = [spine, step].map((course) => ({
    ...course,
    ...pictured,
    video: course.video.map((lesson) => ({ ...lesson, cover })),
  }))
  server = createServer(createApiPartner({ platformUrl: platform.url, ...credentials, basePath: '/shop' }))
  shop = `${await listen(server)}/shop`
})
afterEach(async () => {
  await close(server)
  await platform.close()
})

async function open(context: BrowserContextOptions): Promise<Page> {
  const page = await chromium.newPage({ reducedMotion: 'reduce', locale: 'en-GB', ...context })
  await page.goto(`${shop}/courses/${spine.idChannel}`)
  return page
}

async function buyAndWatch(page: Page, look: (where: string) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name: 'Buy for €49.00' }).click()
  await look('checkout')
  await page.getByRole('button', { name: 'Complete the order' }).click()
  await look('owned course')
  await page.getByRole('link', { name: 'Start the first lesson' }).click()
  await look('lesson')
}

for (const [colorScheme, widths] of [
  ['light', [320, 1280]],
  ['dark', [320, 768]],
] as const) {
  for (const width of widths) {
    test(`every page is sound at ${width} px, ${colorScheme}`, async () => {
      const page = await open({ viewport: { width, height: 800 }, colorScheme })
      const complaints: string[] = []
      page.on('console', (message) => void complaints.push(message.text()))
      const look = async (where: string) => {
        await page.waitForLoadState('load')
        complaints.push(...(await faultsOf(page)).map((fault) => `${where}: ${fault}`))
      }
      await look('course')
      await buyAndWatch(page, look)
      platform.next['videoAccess'] = [refusal(403, 'AccessDenied')]
      for (const path of ['', `courses/${step.idChannel}`]) {
        await page.goto(`${shop}/${path}`)
        await look(path)
      }
      await page.locator('.who summary').click()
      await look('menu')
      await page.keyboard.press('Escape')
      await page.locator('.backstage > summary').click()
      await page.locator('.call').last().click()
      await look('behind the scenes')
      expect(complaints).toEqual([])
      await page.close()
    })
  }
}

test('the next lesson is offered when the player, and nobody else, says that this one is over', async () => {
  const page = await open({})
  await buyAndWatch(page)
  const next = page.getByRole('link', { name: 'What a Disc Does' }).and(page.locator('.primary'))
  await page.evaluate(async () => {
    const heard = new Promise((resolve) => addEventListener('message', resolve, { once: true }))
    postMessage({ source: 'osteocom-player', event: 'ended' }, '*')
    await heard
  })
  expect(await next.isVisible()).toBe(false)
  await page.frameLocator('iframe').getByRole('button', { name: 'End' }).click()
  await next.click()
  await page.getByRole('heading', { level: 1, name: 'What a Disc Does' }).waitFor()
  await page.close()
})

test('captions and the player’s language apply as soon as they are chosen', async () => {
  const page = await open({})
  await buyAndWatch(page)
  await page.getByLabel('Captions').selectOption('Italiano')
  await page.waitForURL(/captions=it/)
  await page.getByLabel('Player language').selectOption('Deutsch')
  await page.waitForURL(/player=de/)
  expect(await page.locator('iframe').getAttribute('src')).toMatch(/\/de\/videoaccess\?.*sublang=it$/)
  await page.close()
})

test('without scripts everything can still be bought, watched and chosen', async () => {
  const page = await open({ javaScriptEnabled: false })
  await buyAndWatch(page)
  await page.getByLabel('Captions').selectOption('Off')
  await page.getByRole('button', { name: 'Apply' }).click()
  expect(await page.locator('iframe').getAttribute('src')).not.toContain('sublang')
  await page.locator('.who summary').click()
  await page.getByRole('button', { name: 'Bruno' }).click()
  await page.getByRole('button', { name: 'Buy for €49.00' }).waitFor()
  await page.close()
})

test('the keyboard alone is enough, and Escape gives the focus back', async () => {
  const page = await open({})
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toBe('Skip to content')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').getAttribute('aria-current')).toBe('true')
  await page.keyboard.press('Escape')
  expect(await page.locator('.who').getAttribute('open')).toBeNull()
  expect(await page.locator(':focus').evaluate((element) => element.tagName)).toBe('SUMMARY')
  await page.close()
})
