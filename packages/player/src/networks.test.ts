import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launch, openLesson, play, reach, videoState } from './testing/browser.ts'
import { startLessonServer } from './testing/lesson-server.ts'

// A player that gives up shows in a state it never comes to; how soon it comes to one says something of the machine.
const patient = { timeout: 90_000 }

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

const pictures = () => server.seen.flatMap(({ path }) => /^(v\d+)\/s\d+\.m4s$/.exec(path)?.[1] ?? [])
const comesTo = (seconds: number) =>
  page.waitForFunction((place) => (document.querySelector('video')?.currentTime ?? 0) >= place, seconds, patient)
const notice = (text: string) => expect.poll(() => page.locator('.notice').textContent(), patient).toBe(text)
const lost = 'Connection lost. Trying again…'
/** True for the first asking of each path. */
function once(which: RegExp): (path: string) => boolean {
  const asked = new Set<string>()
  return (path) => which.test(path) && !asked.has(path) && asked.add(path).has(path)
}
async function playsOn(): Promise<void> {
  expect(await page.getByRole('alert').count()).toBe(0)
  expect((await videoState(page)).paused).toBe(false)
  await notice('')
}

test('goes down to what a slow line carries and plays on', async () => {
  // Half as much again as the small picture needs, and less than half of what the large one does.
  server.manners.line = (path) => (/\/s000[1-9]/.test(path) ? { bytesPerSecond: 40_000 } : undefined)
  page = await openLesson(browser, server)
  await play(page)
  expect(pictures()).toContain('v360')
  await expect.poll(() => pictures().at(-1), patient).toBe('v180')
  await comesTo(12)
  expect(pictures().at(-1)).toBe('v180')
  await playsOn()
})

test('plays on over a line that drops every third request', async () => {
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
  await comesTo(36)
  expect(dropped).toBeGreaterThan(2)
  expect(await page.getByRole('alert').count()).toBe(0)
  await notice('')
})

test('waits without alarm while it is bid to, and gets on', async () => {
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
  await comesTo(22)
  await expect.poll(() => refusals, patient).toBeGreaterThan(4)
  expect(await page.locator('html').getAttribute('data-said')).toBeNull()
})

const faults = {
  'a segment that stops in its middle': () => {
    const isFirst = once(/^(v\d+|aen)\/s0005/)
    server.manners.line = (path) => (isFirst(path) ? 'stalls' : undefined)
  },
  'a segment that is shorter than was said': () => {
    const isFirst = once(/^(v\d+|aen)\/s0005/)
    server.manners.line = (path) => (isFirst(path) ? 'is cut' : undefined)
  },
  'a playlist that stops in its middle': () => {
    const isFirst = once(/index\.m3u8$/)
    server.manners.line = (path) => (isFirst(path) ? 'stalls' : undefined)
  },
  'a key that is never answered': () => {
    const isFirst = once(/^key\/2$/)
    server.manners.media = (path) => (isFirst(path) ? 0 : 200)
  },
  'a report that is never answered': () => {
    server.manners.beat = () => new Promise(() => undefined)
  },
}
for (const [title, plant] of Object.entries(faults)) {
  test(`gets over ${title}`, async () => {
    plant()
    page = await openLesson(browser, server)
    await page.locator('.start').click()
    await page.keyboard.press('5')
    await comesTo(22)
    await playsOn()
  })
}

test('a segment that is slow, and yet moves, is waited for and not asked for again', async () => {
  const slow = 'aen/s0005.m4s'
  // Longer than a body may stand still.
  server.manners.line = (path) => (path === slow ? { bytesPerSecond: 2_500 } : undefined)
  page = await openLesson(browser, server)
  await page.locator('.start').click()
  await page.keyboard.press('5')
  await comesTo(22)
  expect(server.seen.filter(({ path }) => path === slow)).toHaveLength(1)
  await playsOn()
})

test('a server that has no time for a while is waited for, and the learner told', async () => {
  server.manners.media = (path) => (/s000[3-9]/.test(path) ? 503 : 200)
  page = await openLesson(browser, server)
  await play(page)
  server.manners.media = () => 503
  server.manners.beat = () => 503
  await notice(lost)
  const from = server.seen.length
  await expect.poll(() => server.seen.length - from, patient).toBeGreaterThan(4)
  server.manners.media = () => 200
  server.manners.beat = () => ({ state: 'live' })
  await comesTo(16)
  await playsOn()
})

test('a server that has no time is not pressed', async () => {
  const asked: number[] = []
  server.manners.media = (path) => {
    if (!/^v\d+\/s000[3-9]/.test(path)) return 200
    asked.push(performance.now())
    return 503
  }
  page = await openLesson(browser, server)
  await play(page)
  await expect.poll(() => asked.length, patient).toBeGreaterThan(5)
  const pauses = asked.slice(1).map((at, i) => at - (asked[i] ?? 0))
  // A slow machine makes them longer, never shorter.
  expect(Math.min(...pauses.slice(2))).toBeGreaterThan(1000)
})

test('a server whose name is not found is looked for again', async () => {
  server.manners.media = (path) => (/s000[3-9]/.test(path) ? 503 : 200)
  page = await openLesson(browser, server)
  await play(page)
  await page.route(/\/play\//, (route) => route.abort('namenotresolved'))
  server.manners.media = () => 200
  await notice(lost)
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 4) < 3, undefined, patient)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await comesTo(16)
  await playsOn()
})

test('a computer that wakes after a night, without a network at first, plays on under a new path', async () => {
  const isLate = (path: string) => /s000[3-9]/.test(path)
  server.manners.media = (path) => (isLate(path) ? 503 : 200)
  page = await openLesson(browser, server, { hasOwnClock: true })
  await play(page)
  await page.context().setOffline(true)
  await page.clock.fastForward('13:00:00')
  server.manners.media = (_path, session) => (session === 'first' ? 403 : 200)
  server.manners.beat = (_beat, session) => ({ state: 'live', ...(session === 'first' && { session: 'second' }) })
  await notice(lost)
  await page.context().setOffline(false)
  await comesTo(16)
  await playsOn()
  expect(server.seen.at(-1)?.session).toBe('second')
})

test('a tab that was out of sight for an hour asks for nothing, and plays on when it is back', async () => {
  page = await openLesson(browser, server, { hasOwnClock: true })
  await play(page)
  await page.keyboard.press('k')
  await expect.poll(() => server.seen.some(({ beat }) => beat?.state === 'paused' && beat.position > 0)).toBe(true)
  const show = (state: string) =>
    page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }, state)
  const from = server.seen.length
  await show('hidden')
  await expect.poll(() => server.seen.slice(from).filter(({ beat }) => beat).length).toBe(1)
  await page.clock.fastForward('01:00:00')
  await show('visible')
  expect(server.seen.slice(from).flatMap(({ beat }) => beat ?? [])).toHaveLength(1)
  // It is no longer taken for watching, so no key comes before it has told that it is.
  let isBack = false
  server.manners.beat = () => {
    isBack = true
    return { state: 'live' }
  }
  server.manners.media = (path) => (path.startsWith('key/') && !isBack ? 425 : 200)
  await page.keyboard.press('k')
  await page.keyboard.press('8')
  await comesTo(33)
  await playsOn()
})

test('a lesson that broke offers to try again, and goes on at its place', async () => {
  server.manners.media = (path) => (/^v\d+\/s000[4-9]/.test(path) ? 404 : 200)
  page = await openLesson(browser, server)
  await play(page)
  await reach(page, 2)
  await page.getByRole('heading', { name: 'This lesson cannot be played right now' }).waitFor(patient)
  // What it says when it is left, as it no longer plays.
  const { position = 0 } = server.seen.findLast(({ beat }) => beat?.leaving)?.beat ?? {}
  expect(position).toBeGreaterThan(1)
  server.manners.media = () => 200
  const from = server.seen.length
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('.start').click()
  await comesTo(position + 0.2)
  const places = server.seen.slice(from).flatMap(({ beat }) => (beat ? [beat.position] : []))
  expect(Math.min(...places)).toBeGreaterThanOrEqual(position - 0.5)
  await playsOn()
})
