import { expect, test } from 'vitest'
import { embedApp } from './testing/embed-app.ts'

const app = await embedApp({ settings: { CARD_REQUESTS_PER_MINUTE: '6', TRUSTED_PROXIES: '127.0.0.1' } })
const channel = await app.given.channel()
const clientId = await app.partner({ channels: [channel], origins: ['https://magazine.example'] })
const asked = { clientId, productId: channel.id, partnerUserId: 'reader' }
const from = (address: string) => ({ 'x-forwarded-for': address })

async function exhaust(address: string): Promise<void> {
  for (let load = 0; load < 6; load++) expect((await app.card(asked, from(address))).status).toBe(200)
}

test('past its budget a network gets the neutral card, to be framed where the card may, until the budget refills', async () => {
  await exhaust('192.0.2.1')
  const card = await app.card(asked, from('192.0.2.1'))
  expect([card.status, card.headers.get('retry-after')]).toEqual([429, '10'])
  expect(card.text).toContain('Content unavailable')
  expect(card.headers.get('content-security-policy')).toMatch(/frame-ancestors https:\/\/magazine\.example$/)
  expect((await app.card(asked, from('192.0.2.2'))).status).toBe(200)
  app.clock.advance(10)
  expect((await app.card(asked, from('192.0.2.1'))).status).toBe(200)
  expect((await app.card(asked, from('192.0.2.1'))).status).toBe(429)
})

test('card and purchase state have one budget', async () => {
  await exhaust('192.0.2.3')
  const status = await app.status(asked, { ...from('192.0.2.3'), origin: 'https://magazine.example' })
  expect([status.status, status.code, status.headers.get('retry-after')]).toEqual([429, 'RateLimited', '10'])
  expect(status.headers.get('access-control-allow-origin')).toBe('https://magazine.example')
  expect(status.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
})

test('guesses count like good questions', async () => {
  for (let load = 0; load < 6; load++) await app.status({ partnerUserId: `victim-${load}` }, from('192.0.2.4'))
  expect((await app.status(asked, from('192.0.2.4'))).status).toBe(429)
})

test('a household of IPv6 addresses is one network', async () => {
  for (let load = 0; load < 6; load++) expect((await app.card(asked, from(`2001:db8:1:1::${load}`))).status).toBe(200)
  expect((await app.card(asked, from('2001:db8:1:1:ffff::9'))).status).toBe(429)
  expect((await app.card(asked, from('2001:db8:1:2::1'))).status).toBe(200)
})
