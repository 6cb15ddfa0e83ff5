import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, lessonAddress, openLesson, play, reach, videoState } from './testing/browser.ts'
import { startLessonServer } from './testing/lesson-server.ts'
import { keyPeriodSeconds } from './testing/stream.ts'

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

const paths = () => server.seen.map(({ path }) => path)

/** Keys are given out no further ahead than a few seconds, and never for a place that was not reported and answered. */
function paceKeys(): { refused: number[] } {
  let head = 0
  const refused: number[] = []
  server.manners.beat = async ({ position }) => {
    await new Promise((done) => setTimeout(done, 300))
    head = position
    return { state: 'live' }
  }
  server.manners.media = (path) => {
    if (!path.startsWith('key/')) return 200
    const n = Number(path.slice(4))
    if (n * keyPeriodSeconds <= head + 10) return 200
    refused.push(n)
    return 425
  }
  return { refused }
}

test('lets the server know a new place before it asks for the key there', async () => {
  page = await openLesson(browser, server)
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
  const { refused } = paceKeys()
  await page.keyboard.press('8')
  await page.locator('media-play-button').click()
  await reach(page, 32.5)
  expect(refused).toEqual([])
  const told = server.seen.findIndex(({ beat }) => beat && beat.position > 30)
  expect(told).toBeGreaterThan(0)
  expect(paths().indexOf('key/4')).toBeGreaterThan(told)
})

test('who seeks before the first picture is there is taken to be where they go', async () => {
  paceKeys()
  page = await browser.newPage()
  await page.addInitScript(() => {
    const seek = ({ target }: Event) => Reflect.set(target as HTMLVideoElement, 'currentTime', 32)
    document.addEventListener('loadedmetadata', seek, { capture: true, once: true })
  })
  await page.goto(lessonAddress(server.origin))
  await page.locator('media-controller[data-started]').waitFor()
  await page.keyboard.press('k')
  await reach(page, 32.5)
  expect(server.seen.find(({ beat }) => beat && beat.position > 30)).toBeDefined()
})

test('asks again, without a word, for a key that came too early', async () => {
  let refusals = 0
  // Before the lesson is opened: how far it buffers ahead of being played depends on how fast all is.
  server.manners.media = (path) => (path === 'key/1' && refusals++ < 2 ? 425 : 200)
  page = await openLesson(browser, server)
  await play(page)
  await reach(page, 2)
  await page.keyboard.press('3')
  await reach(page, 12.5)
  expect(refusals).toBe(3)
  expect(await page.locator('.notice').textContent()).toBe('')
})

const endings = {
  revoked: 'Access to this lesson has ended',
  superseded: 'Playing continues in another window',
  takenOver: 'You are watching somewhere else now',
  signedOut: 'You are signed out',
  expired: 'This link has expired',
} as const
for (const [reason, words] of Object.entries(endings)) {
  test(`stops at a heartbeat that says ${reason}, with a clear message`, async () => {
    page = await openLesson(browser, server)
    await page.evaluate(() => {
      document.addEventListener('lessonstopped', (event) => {
        document.documentElement.dataset['stopped'] = (event as CustomEvent<{ reason: string }>).detail.reason
      })
    })
    await play(page)
    server.manners.beat = () => ({ state: 'ended', reason: reason as keyof typeof endings })
    await page.keyboard.press('k')
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('heading', { level: 2 }).textContent()).toBe(words)
    expect(await page.locator('html').getAttribute('data-stopped')).toBe(reason)
    expect(await page.locator('video').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Play here' }).count()).toBe(
      reason === 'superseded' || reason === 'takenOver' ? 1 : 0,
    )
  })
}

test('asks for the reason when a key is refused, and leaves full screen to say it', async () => {
  let status = 425
  server.manners.media = (path) => (path === 'key/2' ? status : 200)
  page = await openLesson(browser, server)
  await play(page)
  await page.keyboard.press('f')
  await page.waitForFunction(() => document.fullscreenElement !== null)
  server.manners.beat = () => ({ state: 'ended', reason: 'revoked' })
  status = 403
  await page.getByRole('heading', { name: endings.revoked }).waitFor()
  await page.waitForFunction(() => document.fullscreenElement === null)
  expect(await page.locator('video').count()).toBe(0)
})

test('stops with advice when media is refused and the server gives no reason', async () => {
  page = await openLesson(browser, server)
  server.manners.media = (path) => (path.startsWith('key/') ? 403 : 200)
  await page.reload()
  await page.getByRole('heading', { name: 'This lesson cannot continue here' }).waitFor()
})

test('stops with advice also where the reason is long in coming, and the engine has given up meanwhile', async () => {
  page = await openLesson(browser, server)
  server.manners.media = (path) => (path.startsWith('key/') ? 403 : 200)
  server.manners.beat = async () => {
    await new Promise((done) => setTimeout(done, 3_000))
    return { state: 'live' }
  }
  await page.reload()
  await page.getByRole('heading', { name: 'This lesson cannot continue here' }).waitFor()
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1)
})

test('puts every later request under a renewed session', async () => {
  page = await openLesson(browser, server)
  await expect.poll(paths).toContain('v360/s0000.m4s')
  server.manners.beat = (_beat, session) => ({ state: 'live', ...(session === 'first' && { session: 'second' }) })
  server.manners.media = (_path, session) => (session === 'first' ? 403 : 200)
  await play(page)
  await reach(page, 1)
  const from = server.seen.length
  await page.keyboard.press('9')
  await reach(page, 36.5)
  const later = server.seen.slice(from)
  expect(later.filter(({ path, session }) => session !== 'second' && !path.endsWith('.jpg'))).toEqual([])
  const renewed = server.seen
    .filter(({ session }) => session === 'second')
    .map(({ path }) => path.replace(/^v\d+/, 'v'))
  expect(renewed).toEqual(expect.arrayContaining(['key/4', 'heartbeat', 'v/s0009.m4s']))
})

test('recovers by itself after 22 seconds without a network', { timeout: 60_000 }, async () => {
  server.manners.media = (path) => (/s000[3-9]/.test(path) ? 503 : 200)
  page = await openLesson(browser, server)
  await play(page)
  await page.context().setOffline(true)
  server.manners.media = () => 200
  await page.getByText('Connection lost. Trying again…').waitFor()
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 4) < 3)
  const from = Date.now()
  await expect.poll(() => Date.now() - from, { timeout: 30_000, interval: 500 }).toBeGreaterThan(22_000)
  const { currentTime } = await videoState(page)
  await page.context().setOffline(false)
  await reach(page, currentTime + 1)
  expect(await page.locator('.notice').textContent()).toBe('')
  expect((await videoState(page)).paused).toBe(false)
})

test('says goodbye with the place where the learner left', async () => {
  page = await openLesson(browser, server)
  await play(page)
  await reach(page, 1)
  const from = server.seen.length
  await page.goto('about:blank')
  await expect.poll(() => server.seen.slice(from).find(({ beat }) => beat)?.beat).toMatchObject({ state: 'paused' })
  expect(server.seen.slice(from).find(({ beat }) => beat)?.beat?.position).toBeGreaterThanOrEqual(1)
})
