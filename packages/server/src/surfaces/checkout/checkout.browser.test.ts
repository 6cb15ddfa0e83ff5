import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stripeServer } from '../../features/payments/testing/stripe-server.ts'
import { testClock } from '../../testing/clock.ts'
import { openShop } from './testing/shop.ts'

const clock = testClock()
const stripe = await stripeServer(clock)
const shop = await openShop({ settings: stripe.settings, clock })
const { app } = shop
const course = await shop.course()

let browser: Browser
let stranger: Server
let strangerUrl: string
let framed = ''

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  })
  stranger = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><iframe src="${framed}"></iframe>`)
  })
  await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening))
  strangerUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`
})
afterAll(async () => {
  await browser.close()
  stranger.close()
})

/** A browser in which somebody is signed in. */
async function signedIn(
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const { cookie } = await app.given.account()
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name, value: value.join('='), domain: '127.0.0.1', path: '/', secure: true, httpOnly: true }
    }),
  )
  return { context, page: await context.newPage() }
}

test('the keyboard leads through the form and on to the provider’s page on its own origin, without scripts', async () => {
  const { context, page } = await signedIn({ javaScriptEnabled: false, locale: 'de-AT' })
  await page.goto(`${app.url}/checkout?intent=${shop.intentFor(course)}`)
  await page.locator('#country').focus()
  await page.keyboard.press('Tab')
  for (const step of ['Tab', 'Space', 'Tab', 'Space']) await page.keyboard.press(step)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${stripe.settings.STRIPE_API_URL}/pay/**`)
  const order = await app.db.selectFrom('order').select(['country', 'state']).executeTakeFirstOrThrow()
  expect(order).toEqual({ country: 'AT', state: 'open' })
  await context.close()
})

test('what was forgotten is asked for again with the focus on it', async () => {
  const { context, page } = await signedIn({ locale: 'en-GB' })
  await page.goto(`${app.url}/checkout?intent=${shop.intentFor(course)}`)
  await page.locator('#terms').check()
  await page.getByRole('button', { name: 'Pay €49' }).click()
  await page.getByText('Something is still missing').waitFor()
  expect(await page.evaluate('document.activeElement.id')).toBe('starts-at-once')
  expect(await page.locator('#terms').isChecked()).toBe(true)
  await context.close()
})

test('no page of the checkout shows in a frame', async () => {
  const { context, page } = await signedIn()
  for (const path of [`/checkout?intent=${shop.intentFor(course)}`, '/checkout?intent=x', '/checkout/orders/x']) {
    framed = app.url + path
    await page.goto(strangerUrl)
    const inner = page.frames()[1]
    expect(await inner?.locator('main').count()).toBe(0)
    expect(inner?.url()).toMatch(/^chrome-error:/)
  }
  await context.close()
})
