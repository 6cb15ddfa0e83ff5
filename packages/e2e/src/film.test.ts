import { expect, test, vi } from 'vitest'
import { openPlayer, play, reach, videoState } from './browser.ts'
import { type Film, importFilm, importLongFilm, pitches } from './film.ts'
import { productAndBrowser } from './for-this-file.ts'
import { choose, hear, loop, seeMoving, settings } from './looking.ts'
import { openNative } from './native.ts'
import { demoPartner, openTicket, revoke } from './partner.ts'

// Safari tells of sound tracks without being asked.
const [product, browser] = await productAndBrowser({}, ['--enable-blink-features=AudioVideoTracks'])
const partner = await demoPartner(product)
const film = await importFilm(product)
const longFilm = await importLongFilm(product)
// Films play here for a while, also on machines that are busy with other things.
vi.setConfig({ testTimeout: 120_000 })

const ticket = (more: { lesson?: Film; sublang?: string; userId?: string } = {}) =>
  openTicket(product, partner, { lesson: film, ...more })

test('a film that was imported shows its picture, speaks either language, has captions and every quality', async () => {
  const page = await openPlayer(browser, (await ticket({ sublang: 'it' })).url)
  await play(page)
  await loop(page)
  await seeMoving(page)
  await hear(page, pitches.en)
  await choose(page, 'Audio language', 'Italiano')
  await hear(page, pitches.it)
  await page.waitForFunction(() => {
    const shown = [...(document.querySelector('video')?.textTracks ?? [])].find(({ mode }) => mode === 'showing')
    return [...(shown?.activeCues ?? [])].some((cue) => (cue as VTTCue).text === 'Perché così?')
  })
  const height = (pixels: number) =>
    page.waitForFunction((wanted) => document.querySelector('video')?.videoHeight === wanted, pixels)
  await choose(page, 'Quality', '240p')
  await height(240)
  await choose(page, 'Quality', '360p')
  await height(360)
  await seeMoving(page)
})

test('the time line of a film that was imported shows what is there', async () => {
  const page = await openPlayer(browser, (await ticket()).url)
  await play(page)
  await page.locator('media-time-range').hover()
  const preview = () =>
    page.locator('media-preview-thumbnail[slot=preview]').evaluate((element) => {
      const picture = element.shadowRoot?.querySelector('img')
      return { from: picture?.src.replace(/.*\//, ''), isLoaded: (picture?.naturalWidth ?? 0) > 160 }
    })
  await expect.poll(preview).toEqual({ from: 'storyboard.jpg', isLoaded: true })
})

test('the browser’s own player plays, speaks either language, and leaves quality to itself', async () => {
  const { page } = await openNative(browser, (await ticket()).url)
  expect(await page.evaluate(() => typeof MediaSource)).toBe('undefined')
  await play(page)
  await loop(page)
  await seeMoving(page)
  await hear(page, pitches.en)
  expect(await settings(page)).toEqual(['Audio language', 'Speed'])
  await choose(page, 'Audio language', 'Italiano')
  await hear(page, pitches.it)
})

test('the browser’s own player gets the key of a place far ahead, and ends with the film', async () => {
  const { page, native } = await openNative(browser, (await ticket({ lesson: longFilm })).url)
  await play(page)
  // Further than keys are given ahead, and the key is asked for before the new place is told.
  await page.route(/\/heartbeat$/, async (route) => {
    await vi.waitUntil(() => native.asked.includes('key/4'), { timeout: 60_000 })
    await route.continue()
  })
  await page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime = 122))
  await reach(page, 122.5)
  await page.waitForFunction(() => document.querySelector('video')?.ended === true)
  expect(native.answers.filter((answer) => / [45]\d\d$/.test(answer))).toEqual([])
  expect(native.answers).toContain('key/4 200')
  expect(await page.locator('.start').textContent()).toBe('Watch again')
})

test('the browser’s own player goes on where the learner left, and after a failure where it was', async () => {
  const { url, userId } = await ticket({ lesson: longFilm })
  const first = await openNative(browser, url)
  await play(first.page)
  await first.page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime = 40))
  await reach(first.page, 40.5)
  await first.page.keyboard.press('k')
  await first.page.close({ runBeforeUnload: true })

  const { page, native } = await openNative(browser, (await ticket({ lesson: longFilm, userId })).url)
  expect(await page.locator('.start').textContent()).toContain('0:4')
  await play(page)
  await reach(page, 40.5)
  native.failOnce(/s0013\.m4s$/)
  await page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime = 79))
  await reach(page, 79.5)
  expect(native.answers.filter((answer) => / 403$/.test(answer))).toHaveLength(1)
  expect((await videoState(page)).paused).toBe(false)
  expect((await videoState(page)).currentTime).toBeLessThan(100)
})

test('the browser’s own player shows the captions the link names, and those chosen', async () => {
  const { page } = await openNative(browser, (await ticket({ sublang: 'fr-CA' })).url)
  await play(page)
  // Chromium's own player has no captions yet: these come as Safari's do, beside the picture.
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.addTextTrack('subtitles', 'Italian', 'it')
    video.addTextTrack('subtitles', 'French', 'fr')
  })
  const shown = async () => (await videoState(page)).captions
  await expect.poll(shown).toEqual(['fr'])
  await choose(page, 'Captions', 'Italiano')
  expect(await shown()).toEqual(['it'])
  await page.keyboard.press('c')
  expect(await shown()).toEqual([])
})

test('a lesson in the browser’s own player ends when it is revoked, and says why', async () => {
  const { url, userId } = await ticket({ lesson: longFilm })
  const { page } = await openNative(browser, url)
  await play(page)
  // No report tells it: the next key is refused, which the browser does not pass on.
  await page.route(/\/heartbeat$/, (route) => (isRevoked ? route.continue() : route.abort()))
  let isRevoked = false
  await revoke(product, userId)
  isRevoked = true
  await page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime = 95))
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').textContent()).toContain('Access to this lesson has ended')
  expect(await page.locator('video').count()).toBe(0)
})

test('the browser’s own player asks under the newest path, and says what to do when nothing helps', async () => {
  const { page, native } = await openNative(browser, (await ticket({ lesson: longFilm })).url)
  const other = await openPlayer(browser, (await ticket({ lesson: longFilm })).url)
  const [, renewed = ''] =
    /\/play\/[^/]+\/([^/]+)\//.exec((await other.locator('lesson-player').getAttribute('src')) ?? '') ?? []
  await page.route(/\/heartbeat$/, (route) => route.fulfill({ json: { state: 'live', session: renewed } }))
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await play(page)
  native.failOnce(/s001\d\.m4s$/)
  await page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime = 70))
  await reach(page, 70.5)
  expect(asked.some((url) => url.endsWith(`/${renewed}/master.m3u8`))).toBe(true)
  native.fail(/\.m4s$/)
  await page.locator('video').evaluate((video: HTMLVideoElement) => (video.currentTime = 110))
  await page.getByRole('heading', { name: 'This lesson cannot be played right now' }).waitFor()
  native.fail(undefined)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('.start').waitFor()
  await play(page)
  await reach(page, 110)
})
