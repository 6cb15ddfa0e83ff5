import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, openLesson, play, reach, videoState } from './testing/browser.ts'
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

interface Line {
  kbitPerSecond: number
  latencyMs: number
}

async function throttle(line: Line): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const bytesPerSecond = (line.kbitPerSecond * 1000) / 8
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  })
}

const pictures = (from = 0) =>
  server.seen.slice(from).flatMap(({ path }) => /^(v\d+)\/s\d+\.m4s$/.exec(path)?.[1] ?? [])

test('goes down to what a slow line carries and plays on', { timeout: 90_000 }, async () => {
  page = await openLesson(browser, server)
  await play(page)
  await throttle({ kbitPerSecond: 500, latencyMs: 300 })
  const from = server.seen.length
  await page.keyboard.press('6')
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) >= 32, undefined, {
    timeout: 80_000,
  })
  expect(pictures(from).at(-1)).toBe('v180')
  expect((await videoState(page)).paused).toBe(false)
  expect(await page.getByRole('alert').count()).toBe(0)
})

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
  page = await openLesson(browser, server)
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
  await page.locator('.notice').evaluate((notice) => {
    const said = new MutationObserver(() => (document.documentElement.dataset['said'] = notice.textContent ?? ''))
    said.observe(notice, { childList: true, characterData: true, subtree: true })
  })
  let refusals = 0
  server.manners.media = (path) => (/^v\d+\/s0005/.test(path) && refusals++ < 4 ? 429 : 200)
  await play(page)
  await page.keyboard.press('5')
  await reach(page, 22)
  expect(refusals).toBeGreaterThan(4)
  expect(await page.locator('html').getAttribute('data-said')).toBeNull()
})
