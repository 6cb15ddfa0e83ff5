import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, lessonAddress, play, reach, videoState } from './testing/browser.ts'
import { startLessonServer } from './testing/lesson-server.ts'

let browser: Browser
let server: Awaited<ReturnType<typeof startLessonServer>>
let device: BrowserContext

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launch(), startLessonServer()])
}, 120_000)
beforeEach(async () => {
  device = await browser.newContext({ viewport: { width: 768, height: 432 }, reducedMotion: 'reduce' })
})
afterEach(() => device.close())
afterAll(async () => {
  await browser.close()
  await server.close()
})

/** Another lesson on the same device. */
async function lesson(query: Record<string, string> = {}): Promise<Page> {
  const page = await device.newPage()
  await page.goto(lessonAddress(server.origin, query))
  await page.locator('media-play-button').waitFor({ state: 'attached' })
  return page
}

test('the next lesson plays at the speed and volume of the one before', async () => {
  const first = await lesson()
  await play(first)
  await first.keyboard.press('>')
  await first.keyboard.press('>')
  await first.keyboard.press('ArrowDown')
  await first.keyboard.press('ArrowDown')
  await first.keyboard.press('m')
  const second = await lesson()
  await play(second)
  const { playbackRate, volume, muted } = await videoState(second)
  expect([playbackRate, muted]).toEqual([1.5, true])
  expect(volume).toBeCloseTo(0.8)
})

test('a source that has to be loaded anew plays on at the speed that was chosen', async () => {
  const page = await lesson()
  await play(page)
  await page.keyboard.press('>')
  await expect.poll(async () => (await videoState(page)).playbackRate).toBe(1.25)
  await page.locator('video').evaluate((video) => (video as HTMLVideoElement).load())
  expect((await videoState(page)).playbackRate).toBe(1.25)
})

test('captions stay on in the language chosen, and off once switched off', async () => {
  const first = await lesson()
  await play(first)
  await first.locator('.settings').click()
  await first.getByRole('menuitem', { name: 'Captions' }).click()
  await first.getByRole('menuitemradio', { name: 'Français' }).click()
  const second = await lesson()
  await play(second)
  await reach(second, 1)
  expect((await videoState(second)).captions).toEqual(['fr'])
  await second.keyboard.press('c')
  const third = await lesson()
  await play(third)
  await reach(third, 1)
  expect((await videoState(third)).captions).toEqual([])
  await third.keyboard.press('c')
  await expect.poll(async () => (await videoState(third)).captions).toEqual(['fr'])
})

test('the captions a partner asks for win over those of the lesson before', async () => {
  const first = await lesson()
  await play(first)
  await first.keyboard.press('c')
  await expect.poll(async () => (await videoState(first)).captions).toEqual(['en'])
  const second = await lesson({ sublang: 'fr' })
  await play(second)
  await reach(second, 1)
  expect((await videoState(second)).captions).toEqual(['fr'])
})

const junk = {
  'no JSON': 'yes',
  null: 'null',
  'values of other kinds': '{"rate":"fast","volume":"loud","isMuted":1,"captions":"fr"}',
  'values out of range': '{"rate":16,"volume":7,"captions":{"isOn":true}}',
}
for (const [title, text] of Object.entries(junk)) {
  test(`a memory that holds ${title} is as good as none`, async () => {
    const page = await device.newPage()
    const thrown: string[] = []
    page.on('pageerror', ({ message }) => thrown.push(message))
    await page.addInitScript((kept) => localStorage.setItem('osteocom-player', kept), text)
    await page.goto(lessonAddress(server.origin))
    await play(page)
    expect(await videoState(page)).toMatchObject({ playbackRate: 1, volume: 1, muted: false, captions: [] })
    expect(thrown).toEqual([])
  })
}

test('begins by itself where the page says so', async () => {
  const page = await lesson()
  await play(page)
  // Pressing a link is what allows the page behind it to play with sound.
  await page.evaluate(
    (address) => {
      document.body.insertAdjacentHTML('afterbegin', `<a href="${address}" style="position:fixed;z-index:9">Next</a>`)
    },
    lessonAddress(server.origin, { autoplay: '' }).replaceAll('"', '%22'),
  )
  await page.getByRole('link', { name: 'Next' }).click()
  await page.waitForURL(/autoplay/)
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2)
})
