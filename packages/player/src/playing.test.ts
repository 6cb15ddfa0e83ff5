import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launch, lessonAddress, openLesson, play, reach, videoState } from './testing/browser.ts'
import { startLessonServer } from './testing/lesson-server.ts'

let browser: Browser
let server: Awaited<ReturnType<typeof startLessonServer>>
let page: Page

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launch(), startLessonServer()])
}, 120_000)
afterEach(() => page.close())
afterAll(async () => {
  await browser.close()
  await server.close()
})

test('plays to the end, tells the page and the server, and offers to watch again', async () => {
  page = await openLesson(browser, server)
  await page.evaluate(() => {
    document.addEventListener('lessonended', () => document.documentElement.setAttribute('data-ended', ''))
  })
  await play(page)
  await page.keyboard.press('9')
  await page.locator('html[data-ended]').waitFor({ state: 'attached' })
  expect(await videoState(page)).toMatchObject({ ended: true })
  await expect.poll(() => server.seen.some(({ beat }) => beat?.state === 'ended')).toBe(true)
  expect(await page.locator('.start').textContent()).toBe('Watch again')
  await page.locator('.start').click()
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 99) < 5)
})

const captions = {
  'the very language': ['fr', ['fr']],
  'another region of the language': ['fr-CA', ['fr']],
  'a language that is not there': ['pt', []],
  'no language': ['', []],
} as const
for (const [title, [sublang, expected]] of Object.entries(captions)) {
  test(`switches on the captions for ${title}`, async () => {
    page = await openLesson(browser, server, { query: { sublang } })
    await play(page)
    await reach(page, 1)
    expect((await videoState(page)).captions).toEqual(expected)
  })
}

test('shows captions by their key, off and on again', async () => {
  page = await openLesson(browser, server)
  await play(page)
  await page.keyboard.press('c')
  await expect.poll(async () => (await videoState(page)).captions).toEqual(['en'])
  await page.locator('media-captions-button').click()
  await expect.poll(async () => (await videoState(page)).captions).toEqual([])
  await page.keyboard.press('c')
  await expect.poll(async () => (await videoState(page)).captions).toEqual(['en'])
})

test('switches the audio language, the quality and the speed from the menu', async () => {
  page = await openLesson(browser, server)
  await play(page)
  const from = server.seen.length
  const choose = async (section: string, choice: string) => {
    await page.locator('.settings').click()
    await page.getByRole('menuitem', { name: section }).click()
    await page.getByRole('menuitemradio', { name: choice }).click()
  }
  await choose('Audio language', 'Italiano')
  await expect.poll(() => server.seen.slice(from).some(({ path }) => path.startsWith('ait/s'))).toBe(true)
  await choose('Quality', '180p')
  await expect.poll(() => server.seen.slice(from).some(({ path }) => path.startsWith('v180/s'))).toBe(true)
  await choose('Speed', '1.5')
  expect((await videoState(page)).playbackRate).toBe(1.5)
  await page.locator('.settings').click()
  await expect.poll(() => page.getByRole('menu').textContent()).toMatch(/180p.*Italiano.*1\.5×/)
})

test('obeys the keyboard', async () => {
  page = await openLesson(browser, server)
  await play(page)
  const after = async (key: string) => {
    await page.keyboard.press(key)
    return videoState(page)
  }
  expect((await after('k')).paused).toBe(true)
  const { currentTime } = await videoState(page)
  expect((await after('l')).currentTime).toBeCloseTo(currentTime + 10, 1)
  expect((await after('j')).currentTime).toBeCloseTo(currentTime, 1)
  expect((await after('ArrowRight')).currentTime).toBeCloseTo(currentTime + 5, 1)
  expect((await after('5')).currentTime).toBeCloseTo(20, 0)
  expect((await after('m')).muted).toBe(true)
  expect((await after('m')).muted).toBe(false)
  expect((await after('ArrowDown')).volume).toBeCloseTo(0.9)
  expect((await after('>')).playbackRate).toBe(1.25)
  expect((await after('<')).playbackRate).toBe(1)
  expect((await after('Space')).paused).toBe(false)
  await page.keyboard.press('f')
  await page.waitForFunction(() => document.fullscreenElement?.localName === 'media-controller')
})

test('opens, walks and leaves the menu by keyboard', async () => {
  page = await openLesson(browser, server)
  await page.locator('.settings').focus()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await page.keyboard.press('Enter')
  expect(await focused()).toContain('Quality')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  expect(await focused()).toBe('Off')
  await page.keyboard.press('Escape')
  expect(await focused()).toContain('Captions')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('settings')
})

test('continues where the learner stopped, and tells the server that place', async () => {
  page = await openLesson(browser, server, { query: { start: '20' } })
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
  expect(await page.locator('.start').textContent()).toContain('0:20')
  const from = server.seen.length
  await page.locator('.start').click()
  await reach(page, 20.2)
  const first = Math.min(...server.seen.slice(from).flatMap(({ beat }) => (beat ? [beat.position] : [])))
  expect(first).toBeGreaterThanOrEqual(20)
  expect(first).toBeLessThan(25)
})

test('begins anew when the learner had reached the end', async () => {
  page = await openLesson(browser, server, { query: { start: '36' } })
  await play(page)
  expect((await videoState(page)).currentTime).toBeLessThan(5)
})

test('plays in a cross-site sandboxed frame without storage or cookies, and tells its parent', async () => {
  const context = await browser.newContext()
  await context.addCookies([{ name: 'account', value: 'secret', url: server.origin }])
  page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  const from = server.seen.length
  await page.goto(`${server.foreignOrigin}/partner?frame=${encodeURIComponent(lessonAddress(server.origin))}`)
  await page.frameLocator('iframe').locator('.start').click()
  const heard = () =>
    page.evaluate(() => (globalThis as unknown as { heard: { event: string; source: string; origin: string }[] }).heard)
  await expect.poll(async () => (await heard()).map(({ event }) => event)).toEqual(['ready', 'play'])
  expect((await heard())[0]).toMatchObject({
    source: 'osteocom-player',
    origin: 'null',
    duration: expect.closeTo(40, 0),
  })
  await expect.poll(() => server.seen.slice(from).some(({ beat }) => beat?.state === 'playing')).toBe(true)
  expect(complaints).toEqual([])
  const withCookies = server.seen.slice(from).filter(({ cookie, path }) => cookie && !/\.(jpg|vtt)$/.test(path))
  expect(withCookies).toEqual([])
})
