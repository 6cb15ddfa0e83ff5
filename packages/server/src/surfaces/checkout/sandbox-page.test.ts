import { expect, test } from 'vitest'
import { stripeServer } from '../../features/payments/testing/stripe-server.ts'
import { testClock } from '../../testing/clock.ts'
import { openShop } from './testing/shop.ts'

const shop = await openShop()
const { send, press } = shop
const course = await shop.course()

test('says that no real money moves, and has no field but its buttons', async () => {
  const { html, status } = await send(await shop.shopper(), shop.intentFor(course))
  expect(status).toBe(200)
  expect(html).toContain('No real money moves here')
  expect(html).toContain('Hier fließt kein echtes Geld')
  expect(html).not.toMatch(/<(input|select|textarea)/)
})

test('a payment that is declined may be tried again', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  const declined = await press(ada, sandbox, 'decline')
  expect(declined.url).toBe(sandbox.url)
  expect(declined.html).toContain('The payment was declined.')
  expect((await press(ada, declined, 'pay')).html).toContain('The course is yours')
})

test('what the payment’s standing does not allow changes nothing', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  for (const action of ['refund', 'dispute', 'win-dispute', 'lose-dispute', 'money-arrives']) {
    expect((await press(ada, sandbox, action)).html).toContain('Pay €49')
  }
})

test('goes on in the language of the checkout', async () => {
  const sandbox = await send(await shop.shopper(), shop.intentFor(course, { locale: 'de' }))
  expect(sandbox.html).toContain('<html lang="de"')
  expect((await shop.stranger().open(sandbox.url)).html).toContain('<html lang="de"')
  expect((await shop.stranger().open(`${sandbox.url}?lang=ar`)).html).toContain('<html lang="ar" dir="rtl"')
})

const refusals: Record<string, [path: string, action: string, status: number]> = {
  'a payment nobody knows': ['/checkout/sandbox/sandbox_000', 'pay', 404],
  'an address that is none': ['/checkout/sandbox/%00', 'pay', 404],
}
for (const [title, [path, action, status]] of Object.entries(refusals)) {
  test(`refuses ${title}`, async () => {
    expect((await shop.stranger().open(path)).status).toBe(status)
    expect((await press(shop.stranger(), path, action)).status).toBe(status)
  })
}

test('refuses a button that is not there, and one pressed from another site', async () => {
  const ada = await shop.shopper()
  const { url } = await send(ada, shop.intentFor(course))
  expect((await press(ada, url, 'steal')).status).toBe(400)
  expect((await ada.post(url, { action: 'pay' }, { origin: 'https://evil.example' })).status).toBe(403)
  expect((await ada.open(url)).html).toContain('Pay €49')
})

test('is not there where a true provider takes the money', async () => {
  const clock = testClock()
  const stripe = await stripeServer(clock)
  const { url } = await send(await shop.shopper(), shop.intentFor(course))
  const live = await openShop({ settings: stripe.settings, clock, db: shop.app.db })
  expect((await live.stranger().open(url)).status).toBe(404)
  expect((await press(live.stranger(), url, 'pay')).status).toBe(404)
})
