import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, openLesson, play, violations } from './testing/browser.ts'
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

const code = 'K7M2Q9XA'
const layer = () => page.locator('media-controller > div[aria-hidden]')
/** How many points of the stage differ from the same moment without the code. */
async function drawn(): Promise<number> {
  const shot = async () => (await page.screenshot()).toString('base64')
  const withCode = await shot()
  await layer().evaluate((element) => Reflect.set((element as HTMLElement).style, 'visibility', 'hidden'))
  const without = await shot()
  return page.evaluate(
    async ([one = '', other = '']) => {
      const pixels = async (png: string) => {
        const image = new Image()
        image.src = `data:image/png;base64,${png}`
        await image.decode()
        const canvas = new OffscreenCanvas(image.width, image.height)
        const brush = canvas.getContext('2d')
        brush?.drawImage(image, 0, 0)
        return brush?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray()
      }
      const [a, b] = await Promise.all([pixels(one), pixels(other)])
      return a.filter((value, i) => Math.abs(value - (b[i] ?? 0)) > 24).length
    },
    [withCode, without],
  )
}

test('shows the code over the picture, in nobody’s way, and comes back when it is taken away', async () => {
  page = await openLesson(browser, server, { query: { watermark: code } })
  await play(page)
  await page.keyboard.press('k')
  expect(await drawn()).toBeGreaterThan(200)
  expect(await violations(page)).toEqual([])
  await layer().evaluate((element) => element.remove())
  await layer().waitFor({ state: 'attached' })
  await layer().evaluate((element) => Reflect.set((element as HTMLElement).style, 'display', 'none'))
  await page.waitForFunction(() => document.querySelector('media-controller > div[aria-hidden]')?.checkVisibility())
  expect(await page.locator('video').evaluate((video) => (video as HTMLVideoElement).disablePictureInPicture)).toBe(
    true,
  )
})

for (const [title, viewport] of Object.entries({
  tall: { width: 390, height: 780 },
  wide: { width: 1200, height: 300 },
})) {
  test(`keeps the code on the picture on a ${title} stage, which is easily cut to it`, async () => {
    page = await openLesson(browser, server, { query: { watermark: code }, context: { viewport } })
    await play(page)
    const bars = () =>
      layer().evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect()
        return [left, top, innerWidth - right, innerHeight - bottom].map(Math.round)
      })
    const beside = viewport.width > viewport.height ? Math.round((1200 - (300 * 16) / 9) / 2) : 0
    const above = viewport.width > viewport.height ? 0 : Math.round((780 - (390 * 9) / 16) / 2)
    await expect.poll(bars).toEqual([beside, above, beside, above])
    await page.setViewportSize({ width: 640, height: 360 })
    await expect.poll(bars).toEqual([0, 0, 0, 0])
  })
}

test('shows nothing where there is no code, until the server sends one', async () => {
  page = await openLesson(browser, server)
  expect(await layer().count()).toBe(0)
  server.manners.beat = () => ({ state: 'live', watermark: code })
  await play(page)
  await layer().waitFor({ state: 'attached' })
})
