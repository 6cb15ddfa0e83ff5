import type { Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { productAndBrowser } from './for-this-file.ts'
import { lessons } from './partner.ts'
import { framing, strangersPages } from './strangers-page.ts'

const [product, browser] = await productAndBrowser({ CARD_REQUESTS_PER_MINUTE: '100000' })
const attributes = 'title="Course" width="340" height="120"'
const [at, atOtherPort] = [await strangersPages(attributes), await strangersPages(attributes)]

const { channelId } = lessons.shortest
const clientId = await iframePartner(at('magazine'))
const neighbour = await iframePartner(at('neighbour'))
const alone = await iframePartner()
const secure = await iframePartner(at('magazine').replace('http:', 'https:'))

async function iframePartner(...origins: string[]): Promise<string> {
  const listed = origins.flatMap((origin) => ['--origin', origin])
  const words = ['partner', 'create', '--name', 'A magazine', '--path', 'iframe', '--channels', 'all', ...listed]
  return (await product.json<{ clientId: string }>(...words)).clientId
}

const cardOf = (client: string, more: Record<string, string> = {}) =>
  `${product.origin}/embed/content-licensing?${new URLSearchParams({ clientId: client, productId: channelId, partnerUserId: 'reader', lang: 'en', ...more })}`

async function open(url: string): Promise<{ page: Page; card: Frame }> {
  const page = await browser.newPage()
  page.setDefaultTimeout(30_000)
  await page.goto(url, { waitUntil: 'load' })
  const card = page.frames().at(-1)
  if (!card || card === page.mainFrame()) throw new Error('the page frames nothing')
  return { page, card }
}

/** The heading of the card in the innermost frame, or undefined where the browser would not show it. */
async function shown(url: string): Promise<string | undefined> {
  const { card } = await open(url)
  const headings = await card.locator('main h1').allTextContents()
  return headings[0]
}

const course = 'Il respiro e il diaframma'
const blocked = undefined
const matrix: Record<string, { url: () => string; expect: string | undefined }> = {
  'on a listed page': { url: () => framing(at('magazine'), cardOf(clientId)), expect: course },
  'on a page that is not listed': { url: () => framing(at('evil'), cardOf(clientId)), expect: blocked },
  'on a listed name’s other port': { url: () => framing(atOtherPort('magazine'), cardOf(clientId)), expect: blocked },
  'on a name below a listed one': { url: () => framing(at('sub.magazine'), cardOf(clientId)), expect: blocked },
  'on a page by http where https is listed': { url: () => framing(at('magazine'), cardOf(secure)), expect: blocked },
  'on the page of another partner': { url: () => framing(at('neighbour'), cardOf(clientId)), expect: blocked },
  'of the other partner on its page': { url: () => framing(at('neighbour'), cardOf(neighbour)), expect: course },
  'of a partner that listed no page': { url: () => framing(at('magazine'), cardOf(alone)), expect: blocked },
  'of a partner that does not exist': { url: () => framing(at('magazine'), cardOf('nobody')), expect: blocked },
  'in a listed page that a stranger frames': {
    url: () => framing(at('evil'), framing(at('magazine'), cardOf(clientId))),
    expect: blocked,
  },
  'in a listed page that a listed page frames': {
    url: () => framing(at('magazine'), framing(at('magazine'), cardOf(clientId))),
    expect: course,
  },
  'in a listed page that was sandboxed, so that it is nobody’s': {
    url: () => framing(at('magazine'), framing(at('magazine'), cardOf(clientId)), { sandbox: 'allow-scripts' }),
    expect: blocked,
  },
  'in a sandbox of its own on a listed page': {
    url: () => framing(at('magazine'), cardOf(clientId), { sandbox: '' }),
    expect: course,
  },
  'with nothing to show, on a listed page': {
    url: () => framing(at('magazine'), cardOf(clientId, { productId: 'x' })),
    expect: 'Content unavailable',
  },
}
for (const [title, row] of Object.entries(matrix)) {
  test(`${row.expect === blocked ? 'does not show' : 'shows'} a card ${title}`, async () => {
    expect(await shown(row.url())).toBe(row.expect)
  })
}

test.each([undefined, 'allow-scripts allow-top-navigation-by-user-activation'])(
  'its button takes the whole window to the checkout, in a sandbox of %s',
  async (sandbox) => {
    const { page, card } = await open(
      framing(at('magazine'), cardOf(clientId), sandbox === undefined ? {} : { sandbox }),
    )
    await card.getByRole('link', { name: /^Buy for/ }).click()
    await page.waitForURL(`${product.origin}/checkout?intent=*`)
    expect(browser.contexts().flatMap((context) => context.pages())).toHaveLength(1)
  },
)

test('needs neither script nor cookie, and sets none', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(framing(at('magazine'), cardOf(clientId)), { waitUntil: 'load' })
  expect(await page.frames().at(-1)?.locator('h1').textContent()).toBe(course)
  expect(
    await page
      .frames()
      .at(-1)
      ?.locator('img')
      .evaluate((image) => (image as HTMLImageElement).naturalWidth > 0),
  ).toBe(true)
  expect(await context.cookies()).toEqual([])
})

async function openScripted(partnerUserId: string): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(30_000)
  await page.clock.install()
  const script = `${product.origin}/embed/card.js`
  await page.goto(framing(at('magazine'), cardOf(clientId, { partnerUserId }), { script }))
  return page
}

const heightOf = (page: Page) =>
  page.locator('iframe').evaluate((frame) => Math.round(frame.getBoundingClientRect().height))

const soon = { timeout: 30_000 }

/** The card as it stands now: a frame is another after it was read anew. */
const cardIn = (page: Page) => page.frameLocator('iframe')

test('the script fits the frame to its card, also when it becomes narrower', async () => {
  const page = await openScripted('fitted')
  await expect.poll(() => heightOf(page), soon).toBeGreaterThan(300)
  const spare = async () => {
    const inside = await page.locator('iframe').evaluate(({ clientHeight }) => clientHeight)
    const needed = await cardIn(page)
      .locator('main')
      .evaluate((main) => main.getBoundingClientRect().height)
    return Math.floor(inside - needed)
  }
  expect(await spare()).toBe(0)
  const before = await heightOf(page)
  await page.locator('iframe').evaluate((frame) => frame.setAttribute('width', '280'))
  await expect.poll(() => heightOf(page), soon).not.toBe(before)
  await expect.poll(spare, soon).toBe(0)
})

test('the script listens to the card and to nobody else', async () => {
  const page = await openScripted('listening')
  await expect.poll(() => heightOf(page), soon).toBeGreaterThan(300)
  const before = await heightOf(page)
  await page.evaluate(() => postMessage({ osteocom: 'card', height: 4000 }, '*'))
  // Told after it, so that it was heard before.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        addEventListener('message', ({ data }) => data === 'done' && resolve())
        postMessage('done', '*')
      }),
  )
  expect(await heightOf(page)).toBe(before)
})

test('the script reads the card anew when the reader returns, and no more than once in five seconds', async () => {
  const page = await openScripted('returning')
  await cardIn(page)
    .getByRole('link', { name: /^Buy for/ })
    .waitFor()
  await expect.poll(() => heightOf(page), soon).toBeGreaterThan(300)
  await product.json('video-token', '--partner', clientId, '--user', 'returning', '--video', lessons.shortest.videoId)
  let readings = 0
  page.on('request', (request) => {
    if (request.url().includes('/embed/content-licensing')) readings++
  })
  const comeBack = () => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
  await page.clock.pauseAt(new Date(Date.now() + 60_000))
  await comeBack()
  await cardIn(page).getByText('Already purchased').waitFor()
  await page.clock.fastForward(4_999)
  await comeBack()
  await page.clock.fastForward(2)
  await Promise.all([page.waitForRequest(/content-licensing/), comeBack()])
  expect(readings).toBe(2)
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
})

test('the script fits frames that come later', async () => {
  const page = await openScripted('early')
  await expect.poll(() => heightOf(page), soon).toBeGreaterThan(300)
  await page.evaluate(
    (src) => {
      const frame = document.createElement('iframe')
      frame.src = src
      frame.title = 'Later'
      document.body.append(frame)
    },
    cardOf(clientId, { partnerUserId: 'late' }),
  )
  const later = page.locator('iframe[title=Later]')
  await expect.poll(() => later.evaluate((frame) => frame.getBoundingClientRect().height), soon).toBeGreaterThan(300)
})
