import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Offer, Order } from '../../../features/orders/index.ts'
import { possibleActions, type SandboxPayment } from '../../../features/payments/index.ts'
import { assetMap } from '../../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../../platform/html/testing/page-inspector.ts'
import { type Locale, locales } from '../../../platform/i18n/index.ts'
import { pagesAssets } from '../../../platform/pages/index.ts'
import { messages as accountMessages } from '../../account/messages/index.ts'
import { messages } from '../messages/index.ts'
import { anOffer, anOrder, aSandboxPayment, checkoutSite, coverAsset, noAnswers } from '../testing/samples.ts'
import { checkoutAssets, checkoutPage, orderPage, sandboxPage, type Trouble, troublePage } from './index.ts'

const site = await checkoutSite()
const long = {
  title: 'Grundlagen der osteopathischen Behandlungsverfahrenswahl bei Zwerchfellbeweglichkeitseinschränkungen',
  partnerName: 'Fortbildungsgemeinschaft Bewegungsapparat',
}
const buyer = { name: 'Ada', email: 'ada@example.com', asksMarketing: true, values: noAnswers, wrong: [] as const }
const back = { url: 'https://magazine.example/courses?a=1&b=2', partnerName: 'Magazine' }
const offered = { ...anOffer, ...long }

const troubles: Trouble[] = [
  { kind: 'expired' },
  { kind: 'invalid' },
  { kind: 'notForSale' },
  { kind: 'owned', channelId: offered.channelId, offer: offered },
  { kind: 'priceChanged', offer: offered, old: { priceMinor: 3900, currency: 'EUR' }, freshIntent: 'a.b.c' },
  { kind: 'providerAway', offer: offered, intent: 'a.b.c' },
]

const orders: Record<string, Partial<Order>> = {
  open: { state: 'open', paidAt: null, receiptNumber: null },
  pending: { state: 'pending', paidAt: null, receiptNumber: null },
  paid: { state: 'paid' },
  'paid twice': { state: 'paid', isDuplicate: true },
  refunded: { state: 'refunded' },
  'refunded twice paid': { state: 'refunded', isDuplicate: true },
  disputed: { state: 'disputed' },
  void: { state: 'void', paidAt: null, receiptNumber: null, providerPayment: null },
  'paid otherwise than agreed': { state: 'void', paidAt: null, receiptNumber: null, providerPayment: 'pi_1' },
}

const payments: Record<string, Partial<SandboxPayment>> = {
  open: {},
  declined: { hasBeenDeclined: true },
  pending: { state: 'pending' },
  paid: { state: 'paid' },
  refunded: { state: 'paid', refundedMinor: 4900 },
  disputed: { state: 'paid', dispute: 'open' },
  won: { state: 'paid', dispute: 'won' },
  lost: { state: 'paid', dispute: 'lost' },
  expired: { state: 'expired' },
}

const checkout = (locale: Locale, change: Partial<Parameters<typeof checkoutPage>[0]> = {}) =>
  checkoutPage({ site, locale, seller: 'Osteocom', offer: offered, intent: 'a.b.c', ...change })
const trouble = (locale: Locale, each: Trouble) =>
  troublePage({ site, locale, url: '/checkout?intent=a', visitor: buyer, trouble: each, back })
const order = (locale: Locale, change: Partial<Order>, isProviderSilent = false) =>
  orderPage({ site, locale, visitor: buyer, order: { ...anOrder, ...change }, back, isProviderSilent })
const sandbox = (locale: Locale, change: Partial<SandboxPayment>) => {
  const payment = { ...aSandboxPayment, ...change }
  return sandboxPage({
    site,
    locale,
    seller: 'Osteocom',
    payment,
    actions: possibleActions(payment, payment.createdAt),
  })
}

const wrong = ['name', 'country', 'company', 'vatNumber', 'terms', 'startsAtOnce'] as const
const filledIn = { ...noAnswers, company: 'Praxis', vatNumber: 'x!' }

const pages: Record<string, (locale: Locale) => string> = {
  'the checkout of a stranger': (locale) => checkout(locale),
  'the checkout of someone signed in': (locale) => checkout(locale, { buyer }),
  'the checkout with everything wrong': (locale) =>
    checkout(locale, { buyer: { ...buyer, name: '', wrong, values: filledIn } }),
  ...Object.fromEntries(
    troubles.map((each) => [`the trouble ${each.kind}`, (locale: Locale) => trouble(locale, each)]),
  ),
  ...Object.fromEntries(
    Object.entries(orders).map(([title, change]) => [`an order ${title}`, (locale: Locale) => order(locale, change)]),
  ),
  'an order nobody can ask about': (locale) => order(locale, orders['open'] ?? {}, true),
  ...Object.fromEntries(
    Object.entries(payments).map(([title, change]) => [
      `a sandbox payment ${title}`,
      (locale: Locale) => sandbox(locale, change),
    ]),
  ),
}

let inspector: PageInspector
beforeAll(async () => {
  inspector = await pageInspector(assetMap(site.shell.assets, pagesAssets, checkoutAssets, [coverAsset]))
})
afterAll(() => inspector.close())

const sound = { violations: [], overflow: 0, complaints: [] }
const views = [
  ['en', 'light', 1280],
  ['de', 'dark', 320],
  ['ar', 'light', 320],
  ['ar', 'dark', 768],
] as const

describe.each(Object.entries(pages))('%s', (_title, page) => {
  test.each(views)('is open to everyone in %s, %s, %s px wide', async (locale, colorScheme, width) => {
    const view = { viewport: { width, height: 800 }, colorScheme }
    expect(await inspector.inspect(page(locale), view)).toEqual(sound)
  })

  test('takes no card number anywhere', () => {
    expect(page('en')).not.toMatch(/cc-|card-?number|cvc/i)
  })
})

test('every way on is a target a thumb can hit', async () => {
  for (const page of Object.values(pages)) {
    const shown = await inspector.show(page('de'), { viewport: { width: 320, height: 800 }, colorScheme: 'light' })
    const small = await shown.evaluate<
      string[]
    >(`[...document.querySelectorAll('main button, main .button, main select, main .choice')]
      .filter((element) => element.getBoundingClientRect().height < 44).map((element) => element.outerHTML)`)
    expect(small).toEqual([])
  }
})

test('says beside each field what to do, names the field to a screen reader, and begins at the first', async () => {
  const html = checkout('en', { buyer: { ...buyer, name: '', wrong, values: filledIn } })
  const page = await inspector.open(html, { viewport: { width: 768, height: 900 } })
  expect(await page.evaluate('document.activeElement.id')).toBe('name')
  const spoken = await page.evaluate<string[]>(`[...document.querySelectorAll('[aria-invalid]')].map((input) =>
    document.getElementById(input.getAttribute('aria-describedby').split(' ')[0])?.textContent)`)
  expect(spoken).toEqual([
    'Enter your name alone, up to 120 characters.',
    'Choose the country you live in.',
    'Enter the company’s name alone, up to 200 characters.',
    'Enter the VAT number in letters and digits, for example IT01234567890.',
    'Tick this box to accept the terms of sale.',
    'Tick this box: without it we may not open the course at once.',
  ])
  await page.close()
})

test('can be gone through with the keyboard alone, from the country to the button that pays', async () => {
  const page = await inspector.open(checkout('en', { buyer }), { viewport: { width: 1280, height: 900 } })
  await page.locator('#country').focus()
  const way: string[] = []
  for (let step = 0; step < 7; step += 1) {
    await page.keyboard.press('Tab')
    way.push(await page.evaluate<string>('document.activeElement.id || document.activeElement.textContent.trim()'))
  }
  expect(way).toEqual([
    'Buying for a company?',
    'terms',
    'Terms of sale (opens in a new window)',
    'Privacy notice (opens in a new window)',
    'starts-at-once',
    'marketing',
    'Pay €49',
  ])
  await page.close()
})

test('asks for mail about new courses in the very words whose version it records', () => {
  for (const locale of locales) {
    expect(messages[locale]['pay.marketing']).toBe(accountMessages[locale]['field.marketing'])
  }
})

test('leads nobody to a page by script, whatever a partner or a course is called', () => {
  const nasty = '"><script>alert(1)</script>'
  const offer: Offer = {
    ...anOffer,
    title: nasty,
    subtitle: nasty,
    authors: [nasty],
    language: nasty,
    partnerName: nasty,
  }
  const html = [
    checkout('en', { offer, seller: nasty, buyer: { ...buyer, name: nasty, email: nasty } }),
    troublePage({
      site,
      locale: 'en',
      url: `/checkout?intent=${nasty}`,
      visitor: undefined,
      trouble: { kind: 'expired' },
      back: { url: 'javascript:alert(1)', partnerName: nasty },
    }),
    order('en', { channelTitle: nasty, buyerEmail: nasty, paymentUrl: 'javascript:alert(1)', state: 'open' }),
    sandbox('en', { description: nasty, cancelUrl: 'javascript:alert(1)' }),
  ].join()
  expect(html).not.toMatch(/<script>alert|href="javascript:/)
})

test('looks again by itself only while there is something to wait for', () => {
  const looks = Object.keys(orders).filter((title) => order('en', orders[title] ?? {}).includes('http-equiv="refresh"'))
  expect(looks).toEqual(['pending'])
  expect(order('en', { state: 'open' }, true)).toContain('http-equiv="refresh"')
})

test('shows the page anew once the order has moved on, and not before', async () => {
  const waiting = order('en', { state: 'pending', receiptNumber: null })
  const page = await inspector.open(waiting, { viewport: { width: 768, height: 900 } })
  const asked = { pages: 0, looks: 0 }
  let answer = waiting
  await page.clock.install()
  await page.route('**/page-*', (route) => {
    asked[route.request().isNavigationRequest() ? 'pages' : 'looks'] += 1
    return route.fulfill({ body: answer, contentType: 'text/html' })
  })
  await page.reload()
  await page.clock.runFor(15_000)
  await expect.poll(() => asked.looks).toBe(1)
  await page.clock.runFor(10_000)
  await expect.poll(() => asked.looks).toBe(2)
  expect(asked.pages).toBe(1)
  answer = order('en', {})
  await page.clock.runFor(10_000)
  await page.getByText('Thank you. The course is yours').waitFor()
  await page.close()
})

test('says in every language at once that the sandbox moves no real money', () => {
  const html = sandbox('ar', {})
  for (const locale of locales.filter((each) => each !== 'ar')) expect(html).toContain(`<li lang="${locale}"`)
})

test('leads from an order to what may happen afterwards in test mode only', () => {
  const afterwards = `/checkout/sandbox/${anOrder.providerSession}`
  expect(order('en', {})).toContain(afterwards)
  const live = { ...site, mode: 'live' as const }
  expect(
    orderPage({ site: live, locale: 'en', visitor: buyer, order: anOrder, back, isProviderSilent: false }),
  ).not.toContain(afterwards)
})
