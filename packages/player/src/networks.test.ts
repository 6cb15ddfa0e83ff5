import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, openLesson, play, reach } from './testing/browser.ts'
import { startLessonServer } from './testing/lesson-server.ts'

let browser: Browser
let server: Awaited<ReturnType<typeof startLessonServer>>
let page: Page

beforeAll(async () => {
  browser = await launch()
}, 120_000)
beforeEach(async () => {
  server = await startLessonServer()
}, 120_000)
afterEach(async () => {
  await page.close()
  await server.close()
})
afterAll(() => browser.close())

test('plays on over a line that drops every third request', { timeout: 90_000 }, async () => {
  page = await openLesson(browser, server)
  let requests = 0
  let dropped = 0
  await page.route(/\.(m4s|m3u8|vtt)$|\/key\/|heartbeat$/, (route) => {
    requests += 1
    if (requests % 3 !== 0) return route.continue()
    dropped += 1
    return route.abort('connectionreset')
  })
  await play(page)
  await reach(page, 3)
  await page.keyboard.press('7')
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) >= 36, undefined, {
    timeout: 60_000,
  })
  expect(dropped).toBeGreaterThan(2)
  expect(await page.getByRole('alert').count()).toBe(0)
  await expect.poll(() => page.locator('.notice').textContent()).toBe('')
})

test('waits without alarm while it is bid to, and gets on', { timeout: 60_000 }, async () => {
  let refusals = 0
  // Before the lesson is opened, so that nothing of it is in the buffer yet.
  server.manners.media = (path) => (/^v\d+\/s0005/.test(path) && refusals++ < 4 ? 429 : 200)
  page = await openLesson(browser, server)
  await page.locator('.notice').evaluate((notice) => {
    const said = new MutationObserver(() => (document.documentElement.dataset['said'] = notice.textContent ?? ''))
    said.observe(notice, { childList: true, characterData: true, subtree: true })
  })
  await play(page)
  await page.keyboard.press('5')
  await reach(page, 22)
  await expect.poll(() => refusals, { timeout: 30_000 }).toBeGreaterThan(4)
  expect(await page.locator('html').getAttribute('data-said')).toBeNull()
})
