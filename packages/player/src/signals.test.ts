import type { Heartbeat } from '@osteocom/contract'
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
  page = await openLesson(browser, server)
}, 120_000)
afterEach(async () => {
  await page.close()
  await server.close()
})
afterAll(() => browser.close())

const beats = () => server.seen.flatMap(({ beat }) => (beat ? [beat] : []))
const lastBeat = async (is: (beat: Heartbeat) => boolean): Promise<Heartbeat> => {
  await expect.poll(() => beats().some(is)).toBe(true)
  return beats().findLast(is) ?? { position: -1, state: 'seeking' }
}
const paused = ({ state }: Heartbeat) => state === 'paused'

test('tells what was played and not what was skipped, and each stretch once', async () => {
  await play(page)
  await reach(page, 2)
  await page.keyboard.press('8')
  await reach(page, 36)
  await page.keyboard.press('k')
  const { watched = [] } = await lastBeat((beat) => paused(beat) && beat.position > 35)
  const told = beats().flatMap((beat) => beat.watched ?? [])
  const covers = (at: number) => told.some(([from, to]) => from <= at && at <= to)
  expect([covers(1), covers(35), covers(16), covers(24), covers(31)]).toEqual([true, true, false, false, false])
  expect(watched.every(([from, to]) => to > from)).toBe(true)
  const from = server.seen.length
  await page.keyboard.press('m')
  await page.keyboard.press('k')
  await reach(page, 37)
  await page.keyboard.press('k')
  await expect.poll(() => server.seen.slice(from).some(({ beat }) => beat?.state === 'paused')).toBe(true)
  const later = server.seen.slice(from).flatMap(({ beat }) => beat?.watched ?? [])
  expect(later.some(([begins]) => begins < 5)).toBe(false)
})

test('tells the speed it was watched at, how long, and how soon it began', async () => {
  await page.locator('video').evaluate((video) => Reflect.set(video, 'playbackRate', 2))
  await play(page)
  await reach(page, 6)
  await page.keyboard.press('k')
  const { position, played = 0, speed = 0, startupMs = 0 } = await lastBeat((beat) => paused(beat) && beat.position > 5)
  expect(Math.abs(played - position / 2)).toBeLessThan(1)
  expect(speed).toBeGreaterThan(1.7)
  expect(speed).toBeLessThan(2.3)
  expect(startupMs).toBeGreaterThan(50)
})

test('counts a halt for want of data, and how long it lasted', async () => {
  let isCut = true
  let refusals = 0
  server.manners.media = (path) => {
    if (!isCut || !/s000[2-9]/.test(path)) return 200
    refusals += 1
    return 503
  }
  await page.reload()
  await play(page)
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 4) < 3)
  // Long enough to be told in tenths of a second, however fast the machine: between tries the player waits longer.
  const from = refusals
  await expect.poll(() => refusals - from).toBeGreaterThanOrEqual(3)
  isCut = false
  await reach(page, 9)
  await page.keyboard.press('k')
  const { rebuffers, rebufferSeconds } = await lastBeat((beat) => paused(beat) && beat.position >= 9)
  expect(rebuffers).toBeGreaterThanOrEqual(1)
  expect(rebufferSeconds).toBeGreaterThan(0)
})

test('a tab that is closed says so, with all that was watched', async () => {
  await play(page)
  await reach(page, 3)
  await page.close({ runBeforeUnload: true })
  const goodbye = await lastBeat(({ leaving }) => leaving === true)
  expect(goodbye.position).toBeGreaterThanOrEqual(3)
  expect(beats().findLast(() => true)?.leaving).toBe(true)
  expect(beats().some(({ watched = [] }) => watched.some(([, to]) => to >= 2.9))).toBe(true)
})
