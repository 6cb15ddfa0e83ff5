import { demoChannels } from '@osteocom/demo/content'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadPlayer } from '../../app/player-bundle.ts'
import { testApp } from '../../testing/app.ts'
import { seedDemoCourses } from '../demo/seed-courses.ts'

// Real lessons play here, also on machines that are busy with other things.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 })

const app = await testApp({ settings: { PUBLIC_URL: 'http://127.0.0.1:1' }, getPlayer: loadPlayer })
const { given, db } = app
const course = demoChannels.find(({ language }) => language === 'en')
if (!course) throw new Error('one demo course is in English')
const lessonPath = (i: number) => `/my-courses/${course.id}/${course.videos[i]?.id}`

let browser: Browser
let device: BrowserContext
let page: Page
let accountId: string

beforeAll(async () => {
  await seedDemoCourses(app.ctx)
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--mute-audio'],
  })
})
afterAll(() => browser.close())

beforeEach(async () => {
  const partner = await given.partner({ channels: [{ id: course.id, videoIds: [] }] })
  const account = await given.account()
  accountId = account.accountId
  await given.customer({ of: partner, owns: [{ id: course.id, videoIds: [] }] })
  await db.updateTable('customer').set({ account_id: accountId }).where('partner_id', '=', partner.clientId).execute()
  device = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' })
  const cookies = account.cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: app.url }
  })
  await device.addCookies(cookies)
  page = await device.newPage()
})
afterEach(() => device.close())

const atLeast = (seconds: number) =>
  page.waitForFunction((place) => (document.querySelector('video')?.currentTime ?? 0) >= place, seconds)
const video = () =>
  page.locator('video').evaluate((element) => {
    const { playbackRate, textTracks } = element as HTMLVideoElement
    const shown = [...textTracks].filter(({ kind, mode }) => kind === 'subtitles' && mode === 'showing')
    return { playbackRate, captions: shown.map(({ language }) => language) }
  })
/** To a moment before the end of the lesson, and over it. */
async function finish(): Promise<void> {
  await page.locator('video').evaluate((element) => {
    const media = element as HTMLVideoElement
    media.currentTime = media.duration - 1.5
  })
  await page.waitForFunction(() => document.querySelector('video')?.ended)
}

test('a learner clicks from My Courses into a playing lesson, on to the next one, and keeps speed and captions', async () => {
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', ({ message }) => complaints.push(message))
  await page.goto(`${app.url}/my-courses`)
  await page.getByRole('link', { name: 'Begin the course' }).click()
  await page.waitForURL(`${app.url}${lessonPath(0)}`)
  await atLeast(1)
  await page.keyboard.press('>')
  await page.keyboard.press('c')
  await expect.poll(video).toEqual({ playbackRate: 1.25, captions: ['en'] })
  expect(await page.locator('[data-after]').isVisible()).toBe(false)

  await finish()
  await page.getByRole('link', { name: 'Play the next lesson' }).click()
  await page.waitForURL(`${app.url}${lessonPath(1)}`)
  await atLeast(0.5)
  await expect.poll(video).toEqual({ playbackRate: 1.25, captions: ['en'] })

  // What was skipped is not watched.
  await page.goto(`${app.url}/my-courses/${course.id}`)
  await page.getByText('0 of 4 lessons watched').waitFor()
  expect(complaints).toEqual([])
})

test('what playing begins with is asked for once, beside the page and not after it', async () => {
  const asked: string[] = []
  const warnings: string[] = []
  page.on('request', (request) => asked.push(request.url().replace(/^.*\/play\/[^/]+\/[^/]+\//, '')))
  page.on('console', (message) => message.text().includes('preload') && warnings.push(message.text()))
  await page.goto(app.url + lessonPath(0))
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2)
  const times = (name: string) => asked.filter((path) => path === name).length
  expect([times('master.m3u8'), times('key/0')]).toEqual([1, 1])
  expect(asked.indexOf('key/0')).toBeLessThan(asked.findIndex((path) => /^v\d+\/index/.test(path)))
  expect(warnings).toEqual([])
})

test('a lesson watched from its beginning to its end counts as watched', async () => {
  await page.goto(app.url + lessonPath(0))
  await page.locator('.start').click()
  await atLeast(0.2)
  app.clock.advance(120)
  await page.locator('video').evaluate((element) => Reflect.set(element, 'playbackRate', 4))
  await page.waitForFunction(() => document.querySelector('video')?.ended, undefined, { timeout: 60_000 })
  await expect
    .poll(async () => {
      await page.goto(`${app.url}/my-courses/${course.id}`)
      return page.getByText('1 of 4 lessons watched').count()
    })
    .toBe(1)
})

test('a third device is asked; going on there ends the first, which says so', async () => {
  await page.goto(app.url + lessonPath(0))
  await page.locator('.start').click()
  await atLeast(0.5)
  const [second, third] = [await device.newPage(), await device.newPage()]
  app.clock.advance(1)
  await second.goto(app.url + lessonPath(1))
  await second.locator('.start').waitFor()
  app.clock.advance(1)
  await third.goto(app.url + lessonPath(2))
  await third.getByRole('heading', { name: 'Continue here?' }).waitFor()
  await third.getByRole('link', { name: 'Continue here' }).click()
  await third.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2)
  await page.bringToFront()
  await page.keyboard.press('k')
  await page.getByRole('heading', { name: 'You are watching somewhere else now' }).waitFor()
  expect(await page.getByRole('button', { name: 'Play here' }).count()).toBe(1)
})

test('leaving a lesson frees its place at once, also while another device plays', async () => {
  const other = await device.newPage()
  await other.goto(app.url + lessonPath(3))
  await other.locator('.start').waitFor()
  const staying = async () =>
    (
      await app.db
        .selectFrom('playback_session')
        .select('id')
        .where('ended_at', 'is', null)
        .where('left_at', 'is', null)
        .execute()
    ).length
  const before = await staying()
  for (const n of [0, 1, 2, 0, 1]) {
    await page.goto(app.url + lessonPath(n))
    await page.locator('.start').waitFor()
    await page.goto('about:blank')
    await expect.poll(staying).toBe(before)
    app.clock.advance(1)
  }
})

test('going on in one window is no third lesson, even where the goodbye of the lesson before is lost', async () => {
  // As a tab that crashed or a line that hangs would: what a page sends with its last breath goes nowhere.
  await page.addInitScript(() => {
    const send = globalThis.fetch
    globalThis.fetch = (address, init) =>
      init?.keepalive ? new Promise<Response>(() => undefined) : send(address, init)
  })
  const other = await device.newPage()
  await other.goto(app.url + lessonPath(3))
  await other.locator('.start').waitFor()
  app.clock.advance(1)
  await page.goto(app.url + lessonPath(0))
  await page.locator('.start').click()
  await atLeast(0.5)
  const asked = page.waitForResponse((response) => response.status() === 409)
  await page.getByRole('link', { name: 'Next lesson' }).click()
  await asked
  await page.locator('lesson-player').waitFor()
  expect(page.url()).toBe(`${app.url}${lessonPath(1)}`)
  await atLeast(0.5)
  const playing = async () =>
    (
      await db
        .selectFrom('playback_session')
        .innerJoin('customer', 'customer.id', 'playback_session.customer_id')
        .select('video_id')
        .where('customer.account_id', '=', accountId)
        .where('ended_at', 'is', null)
        .where('left_at', 'is', null)
        .execute()
    ).map(({ video_id }) => video_id)
  expect(new Set(await playing())).toEqual(new Set([course.videos[1]?.id, course.videos[3]?.id]))

  // Whoever has no lesson before in this window is asked.
  const third = await device.newPage()
  await third.goto(app.url + lessonPath(2))
  await third.getByRole('heading', { name: 'Continue here?' }).waitFor()
  expect(third.url()).toBe(`${app.url}${lessonPath(2)}`)
})

test('signing out in one window stops the lesson in another, which leads back through signing in', async () => {
  await page.goto(app.url + lessonPath(0))
  await page.locator('.start').click()
  await atLeast(0.5)
  await db.deleteFrom('account_session').where('account_id', '=', accountId).execute()
  await page.keyboard.press('k')
  await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
  expect(await page.locator('video').count()).toBe(0)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${app.url}/account/sign-in?next=${encodeURIComponent(lessonPath(0))}`)
})

test('a reload goes on where the lesson was, and waits to be pressed', async () => {
  await page.goto(app.url + lessonPath(0))
  await page.locator('.start').click()
  await atLeast(4)
  await page.keyboard.press('k')
  await expect.poll(async () => (await progress())?.position_seconds ?? 0).toBeGreaterThanOrEqual(4)
  await page.reload()
  await page.getByText(/Continue from \u20660:0\d/).waitFor()
  expect(await page.locator('video').evaluate((element) => (element as HTMLVideoElement).paused)).toBe(true)
})

test('the next lesson begins by itself only where that was chosen, and may be called off', async () => {
  await page.goto(app.url + lessonPath(0))
  await page.locator('.start').click()
  await atLeast(0.2)
  await finish()
  await page.getByRole('heading', { name: 'Next lesson' }).waitFor()
  expect(await page.getByText(/^Begins in/).isVisible()).toBe(false)
  await page.getByLabel('Play on by itself').check()
  await page.keyboard.press('m')
  const isMuted = () => page.locator('video').evaluate((element) => (element as HTMLVideoElement).muted)
  await expect.poll(isMuted).toBe(true)

  await page.goto(app.url + lessonPath(1))
  await expect.poll(() => page.getByLabel('Play on by itself').isChecked()).toBe(true)
  await page.locator('.start').click()
  await atLeast(0.2)
  await finish()
  await page.getByText(/^Begins in \d seconds$/).waitFor()
  await page.getByRole('button', { name: 'Stay here' }).click()
  expect(await page.getByText(/^Begins in/).isVisible()).toBe(false)
  const isNextFocused = () => page.locator('[data-next]').evaluate((link) => link === document.activeElement)
  await expect.poll(isNextFocused).toBe(true)

  await page.locator('.start').click()
  await expect.poll(() => page.locator('[data-after]').isVisible()).toBe(false)
  await finish()
  await page.waitForURL(`${app.url}${lessonPath(2)}`, { timeout: 20_000 })
  await atLeast(0.2)
})

test('the arrow keys read on down the page, and in the player they set the volume', async () => {
  await page.setViewportSize({ width: 1280, height: 420 })
  await page.goto(app.url + lessonPath(0))
  await page.locator('media-play-button').waitFor({ state: 'attached' })
  const volume = () => page.locator('video').evaluate((element) => (element as HTMLVideoElement).volume)
  await page.keyboard.press('ArrowDown')
  await page.waitForFunction(() => scrollY > 0)
  expect(await volume()).toBe(1)
  await page.locator('.start').focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(volume).toBeCloseTo(0.9)
})

test('after the last lesson the way leads back to the course', async () => {
  await page.goto(app.url + lessonPath(course.videos.length - 1))
  await page.locator('.start').click()
  await atLeast(0.2)
  await finish()
  await page.getByRole('heading', { name: 'That was the last lesson' }).waitFor()
  await page.getByRole('link', { name: 'Back to the course' }).click()
  await page.waitForURL(`${app.url}/my-courses/${course.id}`)
})

test('a refund stops the lesson that plays, and says so', async () => {
  await page.goto(app.url + lessonPath(0))
  await page.locator('.start').click()
  await atLeast(1)
  await db
    .updateTable('activation')
    .set({ ended_at: app.clock.now(), end_reason: 'refunded' })
    .where('customer_id', 'in', db.selectFrom('customer').select('id').where('account_id', '=', accountId))
    .execute()
  await page.keyboard.press('5')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').textContent()).toContain('Access to this lesson has ended')
  expect(await page.locator('video').count()).toBe(0)
  await page.reload()
  await page.waitForURL(`${app.url}/my-courses/${course.id}`)
  expect(await page.getByText('Refunded on').count()).toBe(1)
})

test('without scripts every lesson can still be reached', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false })
  await plain.addCookies(await device.cookies())
  const still = await plain.newPage()
  await still.goto(app.url + lessonPath(0))
  expect(await still.locator('.noscript').isVisible()).toBe(true)
  app.clock.advance(6)
  await still.getByRole('link', { name: 'Next lesson' }).click()
  expect(await still.locator('h1').textContent()).toBe(course.videos[1]?.title)
  app.clock.advance(6)
  await still.locator('.lessons a').nth(3).click()
  expect(await still.locator('h1').textContent()).toBe(course.videos[3]?.title)
  await plain.close()
})

function progress() {
  return db
    .selectFrom('watch_progress')
    .innerJoin('customer', 'customer.id', 'watch_progress.customer_id')
    .select('watch_progress.position_seconds')
    .where('customer.account_id', '=', accountId)
    .executeTakeFirst()
}
