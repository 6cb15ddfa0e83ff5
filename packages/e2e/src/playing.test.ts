import { expect, test } from 'vitest'
import { controls, openPlayer, play, reach, videoState, waitForEnd } from './browser.ts'
import { productAndBrowser } from './for-this-file.ts'
import { demoPartner, lessons, openTicket, revoke } from './partner.ts'

const tokenSeconds = 5
const [product, browser] = await productAndBrowser({
  PLAYBACK_TOKEN_SECONDS: String(tokenSeconds),
  LOG_LEVEL: 'debug',
})
const partner = await demoPartner(product)

/** Resolves once the link's token is no longer good for opening the page. */
async function tokenExpired(url: string): Promise<void> {
  await expect.poll(async () => (await fetch(url)).status, { timeout: 15_000, interval: 500 }).toBe(401)
}

test('plays a whole lesson after its token has expired, over a pause and seeks; a reload then never plays', async () => {
  const { url } = await openTicket(product, partner, { lang: 'it' })
  const page = await openPlayer(browser, url)
  const asked: { path: string; at: number }[] = []
  const opened = Date.now()
  page.on('response', (response) => {
    const { pathname } = new URL(response.url())
    if (pathname.startsWith('/play/')) asked.push({ path: pathname, at: Date.now() })
    if (pathname.startsWith('/play/') && response.status() >= 400) asked.push({ path: `refused ${pathname}`, at: 0 })
  })
  await play(page)
  await reach(page, 1)
  await page.keyboard.press('k')
  expect((await videoState(page)).paused).toBe(true)
  // Fetching the link would take the session over, so only the clock tells here that the token is through.
  await expect.poll(() => Date.now() - opened, { timeout: 15_000 }).toBeGreaterThan((tokenSeconds + 1) * 1000)

  await page.keyboard.press('k')
  await reach(page, 3)
  await page.keyboard.press('7')
  await reach(page, 19)
  await page.keyboard.press('1')
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 99) < 4)
  await reach(page, 5)
  await page.keyboard.press('>')
  await page.keyboard.press('>')
  await page.keyboard.press('>')
  await waitForEnd(page)
  const late = asked.filter(({ at }) => at > opened + (tokenSeconds + 1) * 1000)
  expect(late.filter(({ path }) => path.endsWith('/heartbeat')).length).toBeGreaterThanOrEqual(3)
  expect(asked.filter(({ path }) => path.startsWith('refused'))).toEqual([])

  const reloaded = await page.reload()
  expect(reloaded?.status()).toBe(401)
  expect(await page.getByRole('heading').textContent()).toBe('Questo link è scaduto')
  expect(await page.locator('html').getAttribute('lang')).toBe('it')
  expect(await page.locator('video, lesson-player, script').count()).toBe(0)
}, 90_000)

const tongues = {
  en: 'This link has expired',
  fr: 'Ce lien a expiré',
  ar: 'انتهت صلاحية هذا الرابط',
  xx: 'This link has expired',
}
test('says that a link has expired in the language of the link', async () => {
  const { url } = await openTicket(product, partner)
  await tokenExpired(url)
  for (const [lang, title] of Object.entries(tongues)) {
    const page = await browser.newPage()
    await page.goto(url.replace('/en/', `/${lang}/`))
    expect.soft(await page.getByRole('heading').textContent()).toBe(title)
    expect.soft(await page.locator('html').getAttribute('dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr')
    expect.soft(await page.locator('video, lesson-player').count()).toBe(0)
  }
})

test('a link that was tampered with, cut short or left out opens a clear page and nothing to play', async () => {
  const { url } = await openTicket(product, partner)
  const [head = '', body = '', seal = ''] = new URL(url).searchParams.get('signature')?.split('.') ?? []
  const other = seal.startsWith('A') ? 'B' : 'A'
  for (const signature of [
    `${head}.${body}.${other}${seal.slice(1)}`,
    `${head}.${body}.`,
    `${head}.${body}`,
    'x',
    '',
  ]) {
    const response = await fetch(`${product.origin}/en/videoaccess?signature=${signature}`)
    const text = await response.text()
    expect.soft([signature, response.status]).toEqual([signature, 401])
    expect.soft(text).toContain('This link does not work')
    expect.soft(text).not.toMatch(/<video|lesson-player|\/play\//)
  }
})

test('a revoked lesson stops at the next seek and says why; the link then opens nothing', async () => {
  const { url, userId } = await openTicket(product, partner)
  const page = await openPlayer(browser, url)
  await play(page)
  await revoke(product, userId)
  await page.keyboard.press('5')
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').textContent()).toContain('Access to this lesson has ended')
  expect(await page.locator('video').count()).toBe(0)
  const again = await page.reload()
  expect([401, 403]).toContain(again?.status())
})

test('a revoked lesson that nobody touches stops at its next report, within a minute', async () => {
  const { url, userId } = await openTicket(product, partner, { lesson: lessons.manyTongues })
  const page = await openPlayer(browser, url)
  await play(page)
  // Slowed down, a lesson of 30 s outlasts the 30 s between two reports.
  await page.locator('video').evaluate((video: HTMLVideoElement) => (video.playbackRate = 0.5))
  await revoke(product, userId)
  const began = Date.now()
  await page.getByRole('alert').waitFor({ timeout: 60_000 })
  expect(await page.getByRole('alert').textContent()).toContain('Access to this lesson has ended')
  expect(Date.now() - began).toBeGreaterThan(2000)
}, 90_000)

test('continues in another browser where the learner left', async () => {
  const { url, userId } = await openTicket(product, partner)
  const first = await openPlayer(browser, url)
  await play(first)
  await first.keyboard.press('5')
  await reach(first, 14)
  await first.keyboard.press('k')
  const { currentTime: left } = await videoState(first)
  await first.close({ runBeforeUnload: true })

  const second = await openPlayer(browser, (await openTicket(product, partner, { userId })).url)
  expect(await second.locator('.start').textContent()).toContain(`0:${Math.floor(left)}`)
  await play(second)
  const { currentTime } = await videoState(second)
  expect(currentTime).toBeGreaterThanOrEqual(Math.floor(left) - 1)
  expect(currentTime).toBeLessThan(left + 5)
})

test('stops where the same link was opened elsewhere, and offers to play here again', async () => {
  const { url } = await openTicket(product, partner)
  const first = await openPlayer(browser, url)
  await play(first)
  const second = await openPlayer(browser, url)
  await play(second)
  await first.keyboard.press('5')
  const alert = first.getByRole('alert')
  await alert.waitFor()
  expect(await alert.textContent()).toContain('Playing continues in another window')
  expect(await alert.getByRole('button', { name: 'Play here' }).count()).toBe(1)
  await reach(second, 2)
  expect((await videoState(second)).paused).toBe(false)
})

const captions = { it: ['it'], fr: ['fr'], 'fr-CA': ['fr'], de: [], '../x': [], '<script>': [], '': [] }
test('switches on the captions the link names, and none for a language that is not there', async () => {
  for (const [sublang, expected] of Object.entries(captions)) {
    const { url } = await openTicket(product, partner, { lesson: lessons.manyTongues, sublang })
    const page = await openPlayer(browser, url)
    await play(page)
    await expect.poll(async () => [sublang, (await videoState(page)).captions]).toEqual([sublang, expected])
    await page.context().close()
  }
})

test('shows the captions where they are switched on', async () => {
  const { url } = await openTicket(product, partner, { lesson: lessons.manyTongues, sublang: 'fr' })
  const page = await openPlayer(browser, url)
  await play(page)
  const cues = () =>
    page.evaluate(() => {
      const track = [...(document.querySelector('video')?.textTracks ?? [])].find(({ mode }) => mode === 'showing')
      return [...(track?.activeCues ?? [])].map((cue) => (cue as VTTCue).text).join(' ')
    })
  await expect.poll(cues, { timeout: 10_000 }).toMatch(/\p{L}{3}/u)
})

test('speaks either of two languages, switched while it plays', async () => {
  const { url } = await openTicket(product, partner, { lesson: lessons.manyTongues })
  const page = await openPlayer(browser, url)
  const heard: string[] = []
  page.on('request', (request) => heard.push(new URL(request.url()).pathname))
  await play(page)
  const speak = async (name: string) => {
    await page.getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('menuitem', { name: 'Audio language' }).click()
    await page.getByRole('menuitemradio', { name }).click()
  }
  await speak('Italiano')
  await expect.poll(() => heard.some((path) => path.includes('/a-it'))).toBe(true)
  const { currentTime } = await videoState(page)
  await reach(page, currentTime + 1)
  await speak('English')
  await page.getByRole('button', { name: 'Settings' }).click()
  await expect.poll(() => page.getByRole('menu').textContent()).toContain('English')
})

test('keeps tickets and session paths out of the log and out of every referrer', async () => {
  const { url } = await openTicket(product, partner)
  const signature = new URL(url).searchParams.get('signature') ?? ''
  const page = await browser.newPage()
  const referrers: string[] = []
  const sessions = new Set<string>()
  page.on('request', (request) => {
    void request.allHeaders().then(({ referer = '' }) => referer !== '' && referrers.push(referer))
    const session = /\/play\/[^/]+\/([^/]+)\//.exec(request.url())?.[1]
    if (session !== undefined) sessions.add(session)
  })
  await page.goto(url)
  await controls(page)
  await play(page)
  await reach(page, 2)
  expect(sessions.size).toBe(1)
  // A stylesheet names itself to the fonts it asks for, which gives nothing away.
  expect(referrers.filter((referrer) => !/\/assets\/[\w./-]+\.css$/.test(referrer))).toEqual([])
  const log = product.printed()
  expect(log).toContain('/play/')
  for (const secret of [signature, ...sessions, partner.clientSecret]) expect(log).not.toContain(secret)
})
