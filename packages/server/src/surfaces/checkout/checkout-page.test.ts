import { expect, test } from 'vitest'
import { recordConsent } from '../../features/identity/index.ts'
import { setPartnerOnline, setPartnerOrigins } from '../../features/partners/index.ts'
import { stripeServer } from '../../features/payments/testing/stripe-server.ts'
import { testClock } from '../../testing/clock.ts'
import { termsVersion } from './agreements.ts'
import { headingOf, openShop, orderIdOf } from './testing/shop.ts'

const shop = await openShop()
const { app, open, send, press } = shop
const course = await shop.course()
const magazineLink = 'href="https://magazine.example/courses?page=2"'

test('a stranger finds what is bought, and a way to say who they are that leads back here', async () => {
  const intent = shop.intentFor(course)
  const page = await open(shop.stranger(), intent)
  expect([page.status, headingOf(page)]).toEqual([200, 'The spine'])
  expect(page.html).toMatch(/€49<\/data> <small>tax included/)
  expect(page.html).toContain('action="/account/code"')
  expect(page.html).toContain(`name="next" value="/checkout?intent=${intent}"`)
  expect(page.html).toContain(`/account/sign-in?next=${encodeURIComponent(`/checkout?intent=${intent}`)}`)
  expect(page.html).not.toContain('action="/checkout"')
})

test('the page is never framed, never kept, and runs no script', async () => {
  const { headers, html } = await open(shop.stranger(), shop.intentFor(course))
  expect(headers.get('content-security-policy')).toMatch(/form-action 'self'; frame-ancestors 'none'$/)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(html).not.toContain('<script')
})

test('speaks the language of the card that led here, and so does the next page', async () => {
  const visitor = shop.stranger({ 'accept-language': 'en' })
  const page = await open(visitor, shop.intentFor(course, { locale: 'it' }))
  expect(page.html).toContain('<html lang="it"')
  expect(visitor.cookie()).toContain('lang=it')
})

test('whoever is signed in answers, agrees, pays and has the course', async () => {
  const ada = await shop.shopper({ name: 'Ada Learner' })
  const intent = shop.intentFor(course, { partnerUserId: 'reader-1' })
  const page = await open(ada, intent)
  expect(page.html).toContain('Ada Learner')
  expect(page.html).toContain('Pay €49')
  const sandbox = await send(ada, intent, { company: 'Praxis GmbH', vatNumber: 'DE123456789' })
  expect(sandbox.url).toMatch(/^\/checkout\/sandbox\/\w+$/)
  const done = await press(ada, sandbox, 'pay')
  expect([done.status, headingOf(done)]).toEqual([200, 'Thank you. The course is yours'])
  expect(done.html).toContain(`href="/my-courses/${course.id}"`)
  expect(done.html).toContain(`href="/receipts/${orderIdOf(done)}"`)
  expect(done.html).toContain(magazineLink)
  const order = await app.db.selectFrom('order').selectAll().where('id', '=', orderIdOf(done)).executeTakeFirstOrThrow()
  expect(order).toMatchObject({
    state: 'paid',
    price_minor: 4900,
    buyer_name: 'Ada Learner',
    buyer_email: ada.email,
    buyer_company: 'Praxis GmbH',
    buyer_vat_number: 'DE123456789',
    country: 'IT',
    terms_version: termsVersion,
    partner_user_id: 'reader-1',
  })
  const consents = await app.db.selectFrom('consent').selectAll().where('account_id', '=', ada.accountId).execute()
  expect(consents).toMatchObject([{ kind: 'terms', is_given: true, given_at: 'checkout', text_version: termsVersion }])
})

test('going back after paying finds the course, and no second payment', async () => {
  const ada = await shop.shopper()
  const intent = shop.intentFor(course)
  await press(ada, await send(ada, intent), 'pay')
  const back = await open(ada, intent)
  expect(headingOf(back)).toBe('You have this course already')
  expect(back.html).toContain(`href="/my-courses/${course.id}"`)
  expect(headingOf(await send(ada, intent))).toBe('You have this course already')
})

test('mail about new courses is asked for once, unticked, and recorded only if it was ticked', async () => {
  const ada = await shop.shopper()
  const intent = shop.intentFor(course)
  const before = await open(ada, intent)
  expect(before.html).toMatch(/name="marketing" type="checkbox" value="yes"\/?>/)
  await send(ada, intent, { marketing: 'yes' })
  const consents = await app.db.selectFrom('consent').selectAll().where('account_id', '=', ada.accountId).execute()
  expect(new Set(consents.map(({ kind, given_at }) => `${kind} ${given_at}`))).toEqual(
    new Set(['terms checkout', 'marketing checkout']),
  )
  expect((await open(ada, intent)).html).not.toContain('name="marketing"')
  app.clock.advance(1)
  const taken = { kind: 'marketing', isGiven: false, textVersion: '1', givenAt: 'privacy-page' } as const
  await recordConsent(app.ctx, { accountId: ada.accountId, ...taken })
  expect((await open(ada, intent)).html).toContain('name="marketing"')
})

const slips: Record<string, { change: Record<string, string>; says: string }> = {
  'no country': { change: { country: '' }, says: 'Choose the country you live in.' },
  'a country there is not': { change: { country: 'ZZ' }, says: 'Choose the country you live in.' },
  'a company too long for a receipt': { change: { company: 'x'.repeat(201) }, says: 'Enter the company’s name alone' },
  'a card number where the company goes': {
    change: { company: 'Visa 4242 4242 4242 4242' },
    says: 'Enter the company’s name alone',
  },
  'a card number where the VAT number goes': {
    change: { vatNumber: '4242424242424242' },
    says: 'Enter the VAT number in letters and digits',
  },
  'a VAT number of other signs': { change: { vatNumber: 'IT<1>' }, says: 'Enter the VAT number in letters and digits' },
  'the terms left unticked': { change: { terms: '' }, says: 'Tick this box to accept the terms of sale.' },
  'the start left unticked': { change: { startsAtOnce: '' }, says: 'Tick this box: without it we may not open' },
}
for (const [title, { change, says }] of Object.entries(slips)) {
  test(`says beside the field what to do about ${title}, and keeps what was filled in`, async () => {
    const ada = await shop.shopper()
    const orders = await shop.count('order')
    const page = await send(ada, shop.intentFor(course), { company: 'Praxis', ...change })
    expect(page.status).toBe(422)
    expect(page.html).toContain(says)
    if (!('company' in change)) expect(page.html).toContain('value="Praxis"')
    if (!('country' in change)) expect(page.html).toMatch(/<option value="IT" selected/)
    expect(page.html).not.toContain('4242')
    expect(await shop.count('order')).toBe(orders)
  })
}

test('guesses the country from the region the browser names, and from no language spoken in many', async () => {
  const ada = await shop.shopper()
  const chosen = async (languages: string) =>
    (await ada.open(`/checkout?intent=${shop.intentFor(course)}`, { 'accept-language': languages })).html.match(
      /<option value="(\w+)" selected/,
    )?.[1]
  expect(await chosen('de-AT,de;q=0.9')).toBe('AT')
  expect(await chosen('it')).toBe('IT')
  expect(await chosen('en')).toBeUndefined()
  expect(await chosen('en-ZZ,x-<script>')).toBeUndefined()
})

test('someone without a name is asked for one, as the receipt needs it', async () => {
  const ada = await shop.shopper()
  await app.db.updateTable('account').set({ name: '' }).where('id', '=', ada.accountId).execute()
  const intent = shop.intentFor(course)
  expect((await open(ada, intent)).html).toContain('id="name"')
  expect((await send(ada, intent)).html).toContain('Enter your name')
  expect((await send(ada, intent, { name: '4242 4242 4242 4242' })).html).toContain('Enter your name alone')
  expect((await send(ada, intent, { name: ' Ada\r\nBcc: x\u202e ' })).status).toBe(200)
  const order = await app.db
    .selectFrom('order')
    .select('buyer_name')
    .where('account_id', '=', ada.accountId)
    .executeTakeFirstOrThrow()
  expect(order.buyer_name).toBe('Ada Bcc: x')
})

test('a log-in that ended meanwhile leads to the first step again', async () => {
  const page = await send(shop.stranger(), shop.intentFor(course))
  expect(page.html).toContain('action="/account/code"')
})

test('a double click and a second tab come to one order and one payment page', async () => {
  const ada = await shop.shopper()
  const [intent, other] = [
    shop.intentFor(course, { partnerUserId: 'r' }),
    shop.intentFor(course, { partnerUserId: 'r' }),
  ]
  const pages = await Promise.all([send(ada, intent), send(ada, intent), send(ada, other), send(ada, other)])
  expect(new Set(pages.map(({ url }) => url)).size).toBe(1)
  const orders = await app.db.selectFrom('order').select('id').where('account_id', '=', ada.accountId).execute()
  expect(orders).toHaveLength(1)
})

test('an intent that has expired leads back to the page it came from, if that still stands at a listed origin', async () => {
  const ada = await shop.shopper()
  const partnerId = await shop.partner('Another magazine')
  const intent = shop.intentFor(await shop.course([partnerId]), { partnerId })
  app.clock.advance(31 * 60)
  const page = await open(ada, intent)
  expect([page.status, headingOf(page)]).toEqual([410, 'This page was open too long'])
  expect(page.html).toContain(magazineLink)
  expect(page.html).toContain('Back to \u2068Another magazine\u2069')
  expect((await send(ada, intent)).status).toBe(410)
  await setPartnerOrigins(app.ctx, { clientId: partnerId, origins: ['https://other.example'], actor: 'test' })
  expect((await open(ada, intent)).html).not.toContain('magazine.example')
})

test('a price that changed meanwhile is shown beside the old one, and only what was confirmed is charged', async () => {
  const ada = await shop.shopper()
  const dearer = await shop.course()
  const intent = shop.intentFor(dearer)
  await app.db.updateTable('catalog_entry').set({ price_minor: 5900 }).where('channel_id', '=', dearer.id).execute()
  for (const page of [await open(ada, intent), await send(ada, intent)]) {
    expect(headingOf(page)).toBe('The price has changed')
    expect(page.html).toContain('It was €49 and is now €59. Nothing has been charged.')
    expect(page.html).toContain(magazineLink)
  }
  const [, fresh = ''] = /href="(\/checkout\?intent=[^"]+)">Go on for €59/.exec((await open(ada, intent)).html) ?? []
  const page = await ada.open(fresh)
  expect(page.html).toContain('Pay €59')
  await press(ada, await send(ada, new URL(fresh, 'https://x').searchParams.get('intent') ?? ''), 'pay')
  const paid = await app.db.selectFrom('order').select('price_minor').where('channel_id', '=', dearer.id).execute()
  expect(paid).toEqual([{ price_minor: 5900 }])
})

test('a course that is no longer for sale, and a partner off line, sell nothing', async () => {
  const ada = await shop.shopper()
  const partnerId = await shop.partner()
  const gone = await shop.course([partnerId])
  const intent = shop.intentFor(gone, { partnerId })
  await setPartnerOnline(app.ctx, { clientId: partnerId, isOnline: false, actor: 'test' })
  for (const page of [await open(ada, intent), await send(ada, intent)]) {
    expect([page.status, headingOf(page)]).toEqual([410, 'This course is not on sale now'])
  }
  await setPartnerOnline(app.ctx, { clientId: partnerId, isOnline: true, actor: 'test' })
  expect((await open(ada, intent)).status).toBe(200)
  await app.db.updateTable('catalog_entry').set({ is_enabled: false }).where('channel_id', '=', gone.id).execute()
  expect(headingOf(await open(ada, intent))).toBe('This course is not on sale now')
})

test('a course at a price that nobody can pay is not on sale, says the page, and nothing is charged', async () => {
  const ada = await shop.shopper()
  const cheap = await shop.course()
  await app.db.updateTable('catalog_entry').set({ price_minor: 20 }).where('channel_id', '=', cheap.id).execute()
  const page = await send(ada, shop.intentFor(cheap, { priceMinor: 20 }))
  expect([page.status, headingOf(page)]).toEqual([410, 'This course is not on sale now'])
  expect(page.html).toContain('Nothing has been charged.')
})

test('a payment page that does not answer charges nothing, says so, and can be tried again', async () => {
  const clock = testClock()
  const stripe = await stripeServer(clock)
  const live = await openShop({ settings: stripe.settings, clock })
  const sold = await live.course()
  const intent = live.intentFor(sold)
  const ada = await live.shopper()
  stripe.failNext(3)
  const page = await live.send(ada, intent)
  expect([page.status, headingOf(page)]).toEqual([503, 'The payment page does not answer'])
  expect(page.headers.get('retry-after')).toBe('60')
  expect(page.html).toContain(`href="/checkout?intent=${intent}">Try again`)
  const again = await live.send(ada, intent)
  expect(again.url).toContain(stripe.settings.STRIPE_API_URL)
  expect(await live.count('order')).toBe(1)
  const policy = (await live.open(ada, intent)).headers.get('content-security-policy')
  expect(policy).toContain(`form-action 'self' ${stripe.settings.STRIPE_API_URL};`)
})

test('a network that sends too much is asked to wait', async () => {
  const crowded = await openShop()
  const visitor = crowded.stranger()
  const statuses: number[] = []
  for (let i = 0; i < 62; i++) statuses.push((await crowded.send(visitor, 'x')).status)
  expect(statuses.slice(0, 60)).not.toContain(429)
  expect(statuses.slice(60)).toEqual([429, 429])
  crowded.app.clock.advance(2)
  expect((await crowded.send(visitor, 'x')).status).toBe(400)
})

test('a form from another site buys nothing', async () => {
  const ada = await shop.shopper()
  const foreign = { origin: 'https://magazine.example', 'sec-fetch-site': 'cross-site' }
  const page = await ada.post('/checkout', { country: 'IT', intent: shop.intentFor(course) }, foreign)
  expect(page.status).toBe(403)
})

test('what is no intent at all leads nowhere, whatever its shape', async () => {
  for (const query of [
    '',
    '?intent=',
    '?intent=a&intent=b',
    `?intent=${'x'.repeat(5000)}`,
    '?intent=%00',
    '?intent=%ff',
  ]) {
    const page = await shop.stranger().open(`/checkout${query}`)
    expect([page.status, headingOf(page)]).toEqual([400, 'This link leads to no course'])
    expect(page.html).not.toContain('action="/checkout"')
  }
  expect((await shop.stranger().post('/checkout', {})).status).toBe(400)
})
