import { expect, test } from 'vitest'
import { recordPlatformSale } from '../../features/licensing/index.ts'
import { setPartnerOrigins } from '../../features/partners/index.ts'
import { stripeServer } from '../../features/payments/testing/stripe-server.ts'
import { testClock } from '../../testing/clock.ts'
import { anId } from '../../testing/given.ts'
import { headingOf, openShop, orderIdOf } from './testing/shop.ts'

const shop = await openShop()
const { app, send, press, buy } = shop
const course = await shop.course()
const hasCourse = async (accountId: string) =>
  (
    await app.db
      .selectFrom('activation')
      .innerJoin('customer', 'customer.id', 'activation.customer_id')
      .select('activation.id')
      .where('customer.account_id', '=', accountId)
      .where('activation.ended_at', 'is', null)
      .execute()
  ).length === 1

test('money that is promised is waited for, and the course comes with it', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  const waiting = await press(ada, sandbox, 'pay-later')
  expect(headingOf(waiting)).toBe('The money is on its way')
  expect(waiting.html).toContain('<noscript><meta http-equiv="refresh" content="10"/></noscript>')
  expect(await hasCourse(ada.accountId)).toBe(false)
  const arrived = await press(ada, sandbox, 'money-arrives')
  expect(arrived.html).toContain('The payment has arrived.')
  expect(headingOf(await ada.open(waiting.url))).toBe('Thank you. The course is yours')
  expect(await hasCourse(ada.accountId)).toBe(true)
})

test('buying once more while the money is on its way leads to the order, not to a second payment', async () => {
  const ada = await shop.shopper()
  const intent = shop.intentFor(course)
  const waiting = await press(ada, await send(ada, intent), 'pay-later')
  expect((await send(ada, intent)).url).toBe(waiting.url)
})

test('whoever comes back without paying may go on or give up, and what was given up can no longer be paid', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  const [, way = ''] =
    /href="https:\/\/courses\.example(\/checkout\/orders\/\w+)">Back without paying/.exec(sandbox.html) ?? []
  const order = await ada.open(way)
  expect(headingOf(order)).toBe('Not paid yet')
  expect(order.html).toContain(`href="https://courses.example${sandbox.url}">Go on to pay €49`)
  const closed = await ada.post(`${order.url}/cancel`, {})
  expect([closed.url, headingOf(closed)]).toEqual([order.url, 'This order is closed'])
  expect((await press(ada, sandbox, 'pay')).html).toContain('This payment page is closed. Nothing was charged.')
  expect(headingOf(await ada.open(order.url))).toBe('This order is closed')
  expect(await hasCourse(ada.accountId)).toBe(false)
})

test('giving up too late changes nothing about what was paid', async () => {
  const ada = await shop.shopper()
  const paid = await buy(ada, course)
  expect(headingOf(await ada.post(`${paid.url}/cancel`, {}))).toBe('Thank you. The course is yours')
})

test('an order left alone for an hour is closed, and the course can be bought again', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  app.clock.advance(61 * 60)
  expect((await ada.open(sandbox.url)).html).toContain('This payment page is closed')
  await app.runJobs()
  const again = await send(ada, shop.intentFor(course))
  expect(again.url).not.toBe(sandbox.url)
  expect(headingOf(await press(ada, again, 'pay'))).toBe('Thank you. The course is yours')
})

test('a refund takes the course away and says so', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  const order = await press(ada, sandbox, 'pay')
  await press(ada, sandbox, 'refund')
  const refunded = await ada.open(order.url)
  expect(headingOf(refunded)).toBe('The money has been given back')
  expect(refunded.html).not.toContain('Start the course')
  expect(await hasCourse(ada.accountId)).toBe(false)
})

test('a dispute pauses the course until it is won', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  const order = await press(ada, sandbox, 'pay')
  await press(ada, sandbox, 'dispute')
  expect(headingOf(await ada.open(order.url))).toBe('This payment is in dispute')
  expect(await hasCourse(ada.accountId)).toBe(false)
  await press(ada, sandbox, 'win-dispute')
  expect(headingOf(await ada.open(order.url))).toBe('Thank you. The course is yours')
})

test('money for a course that came another way meanwhile goes back by itself, and the course stays', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  await recordPlatformSale(app.ctx, {
    partnerId: await shop.partner('Another magazine'),
    partnerUserId: undefined,
    accountId: ada.accountId,
    channelId: course.id,
    priceMinor: 4900,
    currency: 'EUR',
    providerReference: 'elsewhere',
    purchaseId: anId(),
    occurredAt: app.clock.now(),
  })
  const order = await press(ada, sandbox, 'pay')
  expect(headingOf(order)).toBe('You had this course already')
  expect(order.html).toContain('€49 goes back by itself')
  app.clock.advance(180)
  await app.ctx.jobs.enqueue(app.db, { name: 'reconcile-orders', data: {} })
  await app.runJobs()
  expect(headingOf(await ada.open(order.url))).toBe('The second payment has been given back')
  expect(await hasCourse(ada.accountId)).toBe(true)
})

test('another’s order and none at all are the same page', async () => {
  const [ada, eve] = [await shop.shopper(), await shop.shopper()]
  const { url } = await buy(ada, course)
  const nameless = ({ html }: { html: string }) =>
    html.replace(/Reference [\w-]+/, '').replaceAll(/orders\/\w+/g, 'orders/x')
  const unknown = await eve.open(`/checkout/orders/${anId()}`)
  const foreign = await eve.open(url)
  expect([foreign.status, unknown.status]).toEqual([404, 404])
  expect(nameless(foreign)).toBe(nameless(unknown))
  for (const odd of ['%00', '..%2f', 'x'.repeat(100), '%ff', "'"]) {
    expect([400, 404]).toContain((await eve.open(`/checkout/orders/${odd}`)).status)
  }
  expect((await eve.post(`${url}/cancel`, {})).status).toBe(404)
})

test('whoever is not signed in does so first, and comes back to the order', async () => {
  const ada = await shop.shopper()
  const { url } = await buy(ada, course)
  const page = await shop.stranger().open(url)
  expect(page.url).toBe(`/account/sign-in?next=${encodeURIComponent(url)}`)
})

test('leads back only to an origin that the partner has listed at this moment', async () => {
  const ada = await shop.shopper()
  const partnerId = await shop.partner('Another magazine')
  const { url, html } = await buy(ada, await shop.course([partnerId]), { partnerId })
  expect(html).toContain('href="https://magazine.example/courses?page=2"')
  await setPartnerOrigins(app.ctx, {
    clientId: partnerId,
    origins: ['https://magazine.example.evil.example'],
    actor: 't',
  })
  expect((await ada.open(url)).html).not.toContain('href="https://magazine')
})

test('never leads to what is no page at a listed origin, even where an intent of ours says so', async () => {
  const ways = [
    'javascript:alert(1)//https://magazine.example',
    'https://magazine.example@evil.example/',
    'https://magazine.example.evil.example/',
    '//evil.example',
    '/\\evil.example',
    'http://magazine.example/',
    'https://magazine.example:444/',
    'data:text/html,x',
  ]
  for (const returnTo of ways) {
    const { html } = await buy(await shop.shopper(), course, { returnTo })
    expect(html).toContain('Thank you')
    expect(html).not.toContain('Back to')
  }
})

test('while the provider is silent the order shows what is known, and looks again', async () => {
  const clock = testClock()
  const stripe = await stripeServer(clock)
  const live = await openShop({ settings: stripe.settings, clock })
  const ada = await live.shopper()
  await live.send(ada, live.intentFor(await live.course()))
  const { id } = await live.app.db.selectFrom('order').select('id').executeTakeFirstOrThrow()
  stripe.failNext(3)
  const page = await ada.open(`/checkout/orders/${id}`)
  expect([page.status, headingOf(page)]).toEqual([200, 'Not paid yet'])
  expect(page.html).toContain('The payment provider does not answer just now')
  expect((await ada.open(`/checkout/orders/${id}`)).html).not.toContain('does not answer')
  expect(page.html).not.toContain('/checkout/sandbox/')
})

test('asks the provider no more often than one account may', async () => {
  const clock = testClock()
  const stripe = await stripeServer(clock)
  const live = await openShop({ settings: stripe.settings, clock })
  const ada = await live.shopper()
  await live.send(ada, live.intentFor(await live.course()))
  const { id, provider_session } = await live.app.db.selectFrom('order').selectAll().executeTakeFirstOrThrow()
  for (let i = 0; i < 30; i++) await ada.open(`/checkout/orders/${id}`)
  stripe.books.pay(provider_session ?? '')
  expect(headingOf(await ada.open(`/checkout/orders/${id}`))).toBe('Not paid yet')
  clock.advance(10)
  expect(orderIdOf(await ada.open(`/checkout/orders/${id}`))).toBe(id)
  expect(headingOf(await ada.open(`/checkout/orders/${id}`))).toBe('Thank you. The course is yours')
})

test('coming back and the callback at once come to one purchase', async () => {
  const ada = await shop.shopper()
  const sandbox = await send(ada, shop.intentFor(course))
  const before = await shop.count('purchase')
  const pages = await Promise.all(Array.from({ length: 6 }, () => press(ada, sandbox, 'pay')))
  const order = pages.find(({ url }) => url.startsWith('/checkout/orders/'))
  expect(await shop.count('purchase')).toBe(before + 1)
  expect(order && headingOf(await ada.open(order.url))).toBe('Thank you. The course is yours')
})
