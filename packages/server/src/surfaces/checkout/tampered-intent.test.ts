import { expect, test } from 'vitest'
import { signToken } from '../../platform/tokens.ts'
import { anId } from '../../testing/given.ts'
import { headingOf, openShop } from './testing/shop.ts'

const shop = await openShop()
const { app, open, send, press } = shop
const { ctx } = app
const course = await shop.course()
const cheap = await shop.course()
await app.db.updateTable('catalog_entry').set({ price_minor: 100 }).where('channel_id', '=', cheap.id).execute()
const rival = await shop.partner('A rival')

const honest = shop.intentFor(course, { partnerUserId: 'reader-1' })
const [header = '', payload = '', signature = ''] = honest.split('.')
const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
const write = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const withPayload = (change: object) => [header, write({ ...read(payload), ...change }), signature].join('.')
const withHeader = (change: object) => [write({ ...read(header), ...change }), payload, signature].join('.')
const signedAs = (kind: typeof ctx.intentToken) =>
  signToken(ctx.clock, kind, {
    subject: shop.partnerId,
    id: anId(),
    more: { channel: course.id, price: '1', currency: 'EUR', locale: 'en' },
  })

const tampered: Record<string, string> = {
  'a lower price': withPayload({ price: '1' }),
  'no price to pay': withPayload({ price: '0' }),
  'a price that pays the buyer': withPayload({ price: '-4900' }),
  'a price as a number': withPayload({ price: 1 }),
  'a price in a lesser currency': withPayload({ currency: 'JPY' }),
  'the price of a cheaper course': withPayload({ price: '100', channel: cheap.id }),
  'another course at this price': withPayload({ channel: cheap.id }),
  'another partner': withPayload({ sub: rival }),
  'another reader': withPayload({ user: 'reader-2' }),
  'a way back to a stranger': withPayload({ back: 'https://evil.example/' }),
  'a way back that runs a script': withPayload({ back: 'javascript:alert(1)' }),
  'a longer life': withPayload({ exp: 9_999_999_999 }),
  'a prototype of its own': [header, Buffer.from('{"__proto__":{"price":"1"}}').toString('base64url'), signature].join(
    '.',
  ),
  'no signature asked for': [write({ alg: 'none', typ: 'intent+jwt' }), payload, ''].join('.'),
  'no signature asked for, and one given': withHeader({ alg: 'none' }),
  'another algorithm': withHeader({ alg: 'HS512' }),
  'a key it brings along': withHeader({ jwk: { kty: 'oct', k: 'AAAA' } }),
  'the signature of another intent': [header, payload, shop.intentFor(cheap).split('.')[2]].join('.'),
  'a signature cut short': honest.slice(0, -6),
  'a token for the player': signedAs(ctx.playbackToken),
  'a token for partners': signedAs(ctx.partnerToken),
  'the right key for another purpose': signedAs({ ...ctx.intentToken, typ: 'playback+jwt' }),
  'the right key for another audience': signedAs({ ...ctx.intentToken, audience: 'player' }),
  'a space before it': ` ${honest}`,
}

for (const [title, intent] of Object.entries(tampered)) {
  test(`an intent with ${title} buys nothing and leads nowhere`, async () => {
    const ada = await shop.shopper()
    for (const page of [await open(ada, intent), await send(ada, intent)]) {
      expect([page.status, headingOf(page)]).toEqual([400, 'This link leads to no course'])
      expect(page.html).not.toMatch(/evil\.example|alert\(1\)">|action="\/checkout"/)
    }
    expect(await shop.count('order')).toBe(0)
  })
}

test('fields beside the intent change neither price nor course nor buyer', async () => {
  const [ada, eve] = [await shop.shopper(), await shop.shopper()]
  const wishes = {
    price: '1',
    priceMinor: '1',
    agreedPriceMinor: '1',
    currency: 'JPY',
    channelId: cheap.id,
    partnerId: rival,
    accountId: eve.accountId,
    email: eve.email,
    returnTo: 'https://evil.example',
    name: 'Eve',
  }
  await press(ada, await send(ada, honest, wishes), 'pay')
  const orders = await app.db.selectFrom('order').selectAll().execute()
  expect(orders).toMatchObject([
    {
      state: 'paid',
      price_minor: 4900,
      currency: 'EUR',
      channel_id: course.id,
      partner_id: shop.partnerId,
      partner_user_id: 'reader-1',
      account_id: ada.accountId,
      buyer_email: ada.email,
      buyer_name: 'Ada Learner',
      return_to: 'https://magazine.example/courses?page=2',
    },
  ])
})
