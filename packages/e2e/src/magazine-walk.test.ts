import type { BrowserContext, FrameLocator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { controls, overflow, reach, violations } from './browser.ts'
import { productAndBrowser } from './for-this-file.ts'

const [product, browser] = await productAndBrowser()

const course = 'How the Spine Carries You'

interface Visit {
  context: BrowserContext
  page: Page
  complaints: string[]
}

async function visit(options: { width: number; colorScheme?: 'light' | 'dark' }): Promise<Visit> {
  const { width, colorScheme = 'light' } = options
  const viewport = { width, height: 800 }
  const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB', reducedMotion: 'reduce' })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(product.origin)
  await page.locator('a[href$="/demo/iframe-partner/"]').first().click()
  await page.waitForURL((url) => url.origin !== product.origin)
  await becomeNewReader(page)
  return { context, page, complaints }
}

/** At the reader's desk, which a telephone keeps folded. */
async function becomeNewReader(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'New reader' })
  if (!(await button.isVisible())) await page.locator('summary').first().click()
  await button.click()
}

/** The card of a course in the magazine, inside its frame from another origin. */
function card(page: Page): FrameLocator {
  return page.frameLocator(`iframe[src*="66f1a2d14be19d0037b20001"]`).first()
}

/** Reads the letter that waits in the outbox for this address, as whoever tries test mode does. */
async function mailedCode({ context, page }: Visit, email: string): Promise<string> {
  const link = page.getByRole('link', { name: 'Open the outbox' })
  const outbox = await context.newPage()
  await outbox.goto(new URL((await link.getAttribute('href')) ?? '', product.origin).href)
  await outbox.getByRole('listitem').filter({ hasText: email }).first().getByRole('link').click()
  const letter = await outbox.frameLocator('iframe').locator('body').innerText()
  await outbox.close()
  return /\b\d{6}\b/.exec(letter)?.[0] ?? ''
}

/** From the magazine's card to the page where the money is asked for, with an account made on the way. */
async function goToTill(visitor: Visit, email: string): Promise<void> {
  const { page } = visitor
  await card(page)
    .getByRole('link', { name: /^Buy for/ })
    .click()
  await page.getByRole('heading', { level: 1, name: course }).waitFor()
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Mail me a code' }).click()
  await page.getByLabel('Code').fill(await mailedCode(visitor, email))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Your name').fill('Ada Löwe')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Payment' }).waitFor()
}

async function payInSandbox(page: Page): Promise<void> {
  for (const box of await page.locator('input[type=checkbox][required]').all()) await box.check()
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.getByText('No real money moves here').first().waitFor()
  await page.getByRole('button', { name: /^Pay €/ }).click()
  await page.getByRole('heading', { name: /Thank you/ }).waitFor()
}

/** Sees to it that the lesson plays: after the clicks that led here a browser may let it begin by itself. */
async function watch(page: Page): Promise<void> {
  await controls(page)
  const isPlaying = await page.locator('video').evaluate((video) => !(video as HTMLVideoElement).paused)
  if (!isPlaying)
    await page
      .locator('.start')
      .click({ timeout: 10_000 })
      .catch(() => undefined)
  await reach(page, 1)
}

for (const [device, options] of Object.entries({
  'a telephone in the dark': { width: 320, colorScheme: 'dark' },
  'a desk': { width: 1280, colorScheme: 'light' },
} as const)) {
  test(`walks by clicks alone on ${device}: from the magazine through the till to a playing lesson and back`, async () => {
    const visitor = await visit(options)
    const { page, complaints } = visitor
    const judge = async () => {
      const place = new URL(page.url()).pathname
      expect.soft([place, await overflow(page), await violations(page)]).toEqual([place, 0, []])
    }
    await judge()
    await goToTill(visitor, `walk-${options.width}@example.org`)
    await judge()
    await payInSandbox(page)
    await judge()

    await page.getByRole('link', { name: 'Start the course' }).click()
    await page.getByRole('heading', { level: 1, name: course }).waitFor()
    await judge()
    await page.getByRole('link', { name: 'Begin the course' }).click()
    await controls(page)
    await judge()
    await watch(page)

    await page.getByRole('link', { name: 'Receipts' }).click()
    await judge()
    await page.locator('main a').first().click()
    await page.getByRole('heading', { name: /^Receipt/ }).waitFor()
    await judge()
    await page.getByRole('link', { name: 'Account', exact: true }).click()
    await judge()
    await page.getByRole('link', { name: 'My Courses' }).click()
    await page.getByRole('heading', { level: 1, name: 'My Courses' }).waitFor()
    await judge()

    await page.goto(`${product.origin}/demo/iframe-partner/`)
    await card(page).getByText('Already purchased').waitFor()
    await becomeNewReader(page)
    await card(page)
      .getByRole('link', { name: /^Buy for/ })
      .waitFor()
    expect(complaints).toEqual([])
  }, 120_000)
}

test('a refund while a lesson plays ends the lesson, the course and the card, and nothing else', async () => {
  const visitor = await visit({ width: 1280 })
  const { page, context } = visitor
  await goToTill(visitor, 'refunded@example.org')
  await payInSandbox(page)
  const afterwards = await page.getByRole('link', { name: /afterwards/ }).getAttribute('href')
  await page.getByRole('link', { name: 'Start the course' }).click()
  await page.getByRole('link', { name: 'Begin the course' }).click()
  await watch(page)

  const bank = await context.newPage()
  await bank.goto(new URL(afterwards ?? '', product.origin).href)
  await bank.getByRole('button', { name: 'Give the money back' }).click()
  await bank.getByText('The payment has been given back.').waitFor()

  await page.getByText('Access to this lesson has ended').waitFor({ timeout: 100_000 })
  expect(await page.locator('video').count()).toBe(0)
  await bank.goto(`${product.origin}/my-courses`)
  await bank
    .getByText(/refunded/i)
    .first()
    .waitFor()
  await bank.goto(`${product.origin}/demo/iframe-partner/`)
  await card(bank)
    .getByRole('link', { name: /^Buy for/ })
    .waitFor()
}, 180_000)
