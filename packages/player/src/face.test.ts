import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launch, openLesson, play, violations } from './testing/browser.ts'
import { startLessonServer } from './testing/lesson-server.ts'

let browser: Browser
let server: Awaited<ReturnType<typeof startLessonServer>>
let page: Page

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launch(), startLessonServer()])
}, 120_000)
afterEach(async () => {
  server.manners.beat = () => ({ state: 'live' })
  await page.close()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

for (const lang of ['en', 'ar', 'de']) {
  test(`satisfies axe in every state, in ${lang}`, async () => {
    page = await openLesson(browser, server, { query: { lang, sublang: 'fr' } })
    expect(await violations(page)).toEqual([])
    await play(page)
    await page.keyboard.press('k')
    expect(await violations(page)).toEqual([])
    await page.locator('.settings').click()
    expect(await violations(page)).toEqual([])
    const sections = await page.getByRole('menuitem').count()
    expect(sections).toBe(4)
    for (let n = 0; n < sections; n += 1) {
      await page.getByRole('menuitem').nth(n).click()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
    }
    await page.keyboard.press('Escape')
    server.manners.beat = () => ({ state: 'ended', reason: 'superseded' })
    await page.keyboard.press('k')
    await page.getByRole('alert').waitFor()
    expect(await violations(page)).toEqual([])
  })
}

test('reads right to left in Arabic, while time runs from the left', async () => {
  page = await openLesson(browser, server, { query: { lang: 'ar' } })
  await play(page)
  await page.keyboard.press('k')
  await page.locator('.settings').click()
  const direction = (selector: string) =>
    page.locator(selector).evaluate((element) => getComputedStyle(element).direction)
  expect(await direction('.menu')).toBe('rtl')
  expect(await direction('media-time-range')).toBe('ltr')
  expect(await page.locator('.settings').getAttribute('aria-label')).toBe('الإعدادات')
  expect(await page.locator('media-play-button').getAttribute('aria-label')).toBe('تشغيل')
})

for (const width of [260, 320, 768, 1920]) {
  test(`keeps every control in sight and wide enough for a finger at ${width} px`, async () => {
    const viewport = { width, height: Math.max(180, Math.round((width * 9) / 16)) }
    page = await openLesson(browser, server, { query: { lang: 'de' }, context: { viewport } })
    const boxes = await page.locator('media-control-bar > *').evaluateAll((elements) =>
      elements
        .map((element) => ({ name: element.localName, box: element.getBoundingClientRect() }))
        .filter(({ name, box }) => box.width > 0 && name !== 'span')
        .map(({ name, box }) => ({ name, left: box.left, right: box.right, size: Math.min(box.width, box.height) })),
    )
    expect(boxes.filter(({ left, right }) => left < 0 || right > width)).toEqual([])
    expect(boxes.filter(({ name, size }) => /button/.test(name) && size < 44)).toEqual([])
    expect(boxes.length).toBeGreaterThanOrEqual(4)
    await page.locator('.settings').click()
    const menu = await page.getByRole('menu').boundingBox()
    expect(menu?.x).toBeGreaterThanOrEqual(0)
    expect(menu?.y).toBeGreaterThanOrEqual(0)
    expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThanOrEqual(width)
  })
}

test('shows the picture of the place the pointer is over', async () => {
  page = await openLesson(browser, server)
  await play(page)
  await page.locator('media-time-range').hover()
  const image = page.locator('media-preview-thumbnail[slot] img')
  await expect.poll(() => image.getAttribute('src')).toContain('/sb001.jpg')
  await expect
    .poll(() => page.locator('media-preview-time-display[slot]').getAttribute('mediapreviewtime'))
    .toMatch(/^(19|20)/)
})

test('has no tooltip hanging over the stage', async () => {
  page = await openLesson(browser, server)
  expect(await page.locator('lesson-player [title], lesson-player[title]').count()).toBe(0)
  expect(await page.getByRole('region').getAttribute('aria-label')).toBe('Video player: The spine')
})

test('says so when loading takes longer than ten seconds', { timeout: 40_000 }, async () => {
  page = await openLesson(browser, server)
  await page.route('**/key/*', () => undefined)
  await page.reload()
  await page.locator('.start').click()
  await page.getByText('Still loading').waitFor({ timeout: 20_000 })
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2)
  await expect.poll(() => page.locator('.notice').textContent()).toBe('')
})
