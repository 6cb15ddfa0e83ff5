import { expect, test } from 'vitest'
import { signPlaybackToken } from '../../features/playback/index.ts'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'

const app = await testApp()
const channel = await app.given.channel()
const partner = await app.given.partner({
  channels: [channel],
  origins: ['https://shop.example', 'http://localhost:3000'],
})
const customer = await app.given.customer({ of: partner, owns: [channel] })
const videoId = channel.videoIds[0] ?? ''

async function ticket(by = partner, buyer = customer): Promise<string> {
  const body = { clientId: by.clientId, ...buyer, channelId: channel.id, videoId }
  return String(part((await app.call('contentLicensing_videoAccess', body, by)).body, 'tokenAuthVideo'))
}
const open = (signature: string, { lang = 'en', more = '' } = {}) =>
  app.get(`/${lang}/videoaccess?signature=${signature}${more}`)
const mediaPaths = /\/play\/[0-9a-f]{24}\/[\w-]{64}/

test('a ticket opens the player, framed by the partner’s origins only and kept nowhere', async () => {
  const page = await open(await ticket())
  expect(page.status).toBe(200)
  expect(page.text).toMatch(mediaPaths)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/; frame-ancestors http:\/\/localhost:3000 https:\/\/shop\.example$/)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
})

test('an origin that came to be unsendable is left out, and without any nobody frames', async () => {
  const framed = await app.given.partner({ channels: [channel], origins: ['https://a.example:99'] })
  const buyer = await app.given.customer({ of: framed, owns: [channel] })
  await app.db
    .updateTable('partner_origin')
    .set({ origin: 'https://a.example:0' })
    .where('partner_id', '=', framed.clientId)
    .execute()
  const page = await open(await ticket(framed, buyer))
  expect(page.headers.get('content-security-policy')).toMatch(/; frame-ancestors 'none'$/)
})

const good = await ticket()
const [head = '', claims = '', signature = ''] = good.split('.')
const swapped = Buffer.from(Buffer.from(claims, 'base64url').toString().replace(videoId, 'f'.repeat(24))).toString(
  'base64url',
)
const invalid: Record<string, string> = {
  'no signature': '/en/videoaccess',
  'an empty signature': '/en/videoaccess?signature=',
  'two signatures': `/en/videoaccess?signature=${good}&signature=${good}`,
  'a signature that is a word': '/en/videoaccess?signature=yes',
  'a ticket for another video': `/en/videoaccess?signature=${head}.${swapped}.${signature}`,
  'a ticket without its signature': `/en/videoaccess?signature=${head}.${claims}.`,
  'a ticket cut short': `/en/videoaccess?signature=${good.slice(0, -5)}`,
  'a ticket of 5,000 characters': `/en/videoaccess?signature=${good}${'A'.repeat(5000)}`,
  'a partner’s bearer': `/en/videoaccess?signature=${partner.token}`,
}
for (const [title, path] of Object.entries(invalid)) {
  test(`${title} gets the clear page and never media`, async () => {
    const page = await app.get(path)
    expect([page.status, page.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8'])
    expect(page.text).toContain('<h1>This link does not work</h1>')
    expect(page.text).not.toMatch(/\/play\/|\.m3u8|<video|lesson-player/)
    expect(page.headers.get('cache-control')).toBe('no-store')
  })
}

test('a ticket opens until its 15 minutes are over, then says that it has expired, in the page’s language', async () => {
  const fresh = await ticket()
  app.clock.advance(899)
  expect((await open(fresh)).status).toBe(200)
  app.clock.advance(1)
  const titles = { en: 'This link has expired', it: 'Questo link è scaduto', xx: 'This link has expired' }
  for (const [lang, title] of Object.entries(titles)) {
    const page = await open(fresh, { lang })
    expect(page.status).toBe(401)
    expect(page.text).toContain(`<h1>${title}</h1>`)
    expect(page.text).not.toMatch(mediaPaths)
  }
})

test('a right that has ended closes a ticket that has not', async () => {
  const buyer = await app.given.customer({ of: partner, owns: [channel] })
  const token = await ticket(partner, buyer)
  const { customer_id } = await app.db
    .selectFrom('customer_user_id')
    .select('customer_id')
    .where('partner_user_id', '=', buyer.userId)
    .executeTakeFirstOrThrow()
  await app.db
    .updateTable('activation')
    .set({ ended_at: app.clock.now(), end_reason: 'refunded' })
    .where('customer_id', '=', customer_id)
    .execute()
  const page = await open(token)
  expect(page.status).toBe(403)
  expect(page.text).not.toMatch(mediaPaths)
})

test('a genuine ticket for a customer nobody knows opens nothing', async () => {
  const strange = { customerId: 'f'.repeat(24), partnerId: partner.clientId, channelId: channel.id, videoId }
  expect((await open(signPlaybackToken(app.ctx, strange))).status).toBe(403)
})

test('sublang is a language tag or nothing', async () => {
  const token = await ticket()
  expect((await open(token, { more: '&sublang=it' })).text).toContain(' sublang="it"')
  for (const sublang of ['../x', '<script>alert(1)</script>', 'it"onload="x', 'it/../fr', 'x'.repeat(500), '']) {
    const page = await open(token, { more: `&sublang=${encodeURIComponent(sublang)}` })
    expect(page.status).toBe(200)
    expect(page.text).not.toContain(' sublang=')
    expect(page.text).not.toContain('alert(1)')
  }
  expect((await open(token, { more: '&sublang=it&sublang=fr' })).text).not.toContain(' sublang=')
})

test('only a GET opens a ticket: nothing that merely looks at a link takes the player away', async () => {
  for (const method of ['HEAD', 'POST', 'OPTIONS']) {
    const response = await fetch(`${app.url}/en/videoaccess?signature=${good}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
  }
})
