import type { Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { controls, overflow, play, reach } from './browser.ts'
import { productAndBrowser } from './for-this-file.ts'

const [product, browser] = await productAndBrowser()

const course = 'Il respiro e il diaframma'
const lesson = 'La cupola che scende'

async function arrive(width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  await page.goto(product.origin)
  return page
}

async function theFrame(page: Page): Promise<Frame> {
  const frame = await (await page.waitForSelector('iframe', { state: 'attached' })).contentFrame()
  if (!frame) throw new Error('no player in the page')
  return frame
}

/** From the shop's first page into the course, and through the till. */
async function buy(page: Page): Promise<void> {
  await page.getByRole('link', { name: course }).click()
  await page.getByRole('button', { name: /^Buy for/ }).click()
  await page.getByRole('button', { name: 'Complete the order' }).click()
  await page.getByRole('status').getByText('Thank you').waitFor()
}

/** The menu that says who the visitor is; a telephone shows the name alone. */
function openCustomerMenu(page: Page): Promise<void> {
  return page.getByRole('banner').locator('summary').click()
}

async function becomeSomebodyElse(page: Page): Promise<void> {
  await openCustomerMenu(page)
  await page.getByRole('button', { name: 'Be a new customer' }).click()
}

for (const [device, width] of Object.entries({ 'a telephone': 320, 'a desk': 1280 })) {
  test(`walks by clicks alone on ${device}: buys, watches, comes back, is somebody else, and is turned away`, async () => {
    const page = await arrive(width)
    const fits = async () => expect.soft([page.url(), await overflow(page)]).toEqual([page.url(), 0])
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    await fits()
    await page.locator('a[href$="/demo/api-partner/"]').first().click()
    await page.waitForURL(/\/demo\/api-partner\/$/)
    await fits()
    await buy(page)
    await fits()

    await page.getByRole('link', { name: 'Start the first lesson' }).click()
    await page.getByRole('heading', { level: 1, name: lesson }).waitFor()
    await fits()
    const player = await theFrame(page)
    await controls(player)
    await play(player)
    await reach(player, 1)

    await page.getByRole('link', { name: 'All courses' }).click()
    const card = page.getByRole('article').filter({ hasText: course })
    const owned = page.getByText('On your shelf')
    await card.filter({ has: owned }).waitFor()
    expect(await owned.count()).toBe(1)

    await becomeSomebodyElse(page)
    await card.filter({ hasText: '€' }).waitFor()
    expect(await owned.count()).toBe(0)
    await openCustomerMenu(page)
    await page.getByRole('button', { name: /^Ada/ }).click()
    await card.filter({ has: owned }).waitFor()
    expect(await owned.count()).toBe(1)

    const [newest] = await product.json<{ id: string; status: string }[]>('activation', 'list')
    await product.json('activation', 'revoke', newest?.id ?? '')
    await page.getByRole('link', { name: course }).click()
    await page.getByRole('link', { name: 'Start the first lesson' }).click()
    await page.getByRole('heading', { name: 'Your access to this course has ended' }).waitFor()
    await fits()
    await page.getByRole('link', { name: 'See the course' }).click()
    await page.getByRole('button', { name: /^Buy for/ }).waitFor()
    await fits()
    expect(complaints).toEqual([])
  })
}

test('tells the operator of each sale once, though the order was sent twice', async () => {
  const page = await arrive(1280)
  await page.goto(`${product.origin}/demo/api-partner/`)
  const before = (await product.json<unknown[]>('purchase', 'list')).length
  await page.getByRole('link', { name: course }).click()
  await page.getByRole('button', { name: /^Buy for/ }).click()
  await page.getByRole('button', { name: 'Complete the order' }).dblclick()
  await page.getByText('Thank you').waitFor()
  expect(await product.json<unknown[]>('purchase', 'list')).toHaveLength(before + 1)
})
