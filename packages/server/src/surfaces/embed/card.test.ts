import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readIntent } from '../../features/orders/index.ts'
import { setPartnerOnline } from '../../features/partners/index.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { testDatabase } from '../../testing/database.ts'
import { databaseProxy } from '../../testing/database-proxy.ts'
import { anId } from '../../testing/given.ts'
import { rawRequest } from '../../testing/raw-request.ts'
import { silentLog } from '../../testing/test-server.ts'
import { embedApp, type Question } from './testing/embed-app.ts'

const database = await testDatabase()
const app = await embedApp({ db: database.db })
const channel = await app.given.channel({ title: 'Backs & <bones>', videos: 3 })
const unagreed = await app.given.channel()
const origins = ['https://magazine.example', 'http://localhost:3000']
const clientId = await app.partner({ channels: [channel], origins })
const asked: Question = { clientId, productId: channel.id, partnerUserId: 'reader-1' }

const policyOf = (answer: { headers: Headers }) => answer.headers.get('content-security-policy') ?? ''
const ancestorsOf = (answer: { headers: Headers }) => /frame-ancestors ([^;]+)$/.exec(policyOf(answer))?.[1]

async function intentOn(html: string) {
  const token = /checkout\?intent=([\w.-]+)"/.exec(html)?.[1] ?? ''
  const read = await readIntent(app.ctx, token)
  if ('refused' in read) throw new Error(read.refused)
  return read.intent
}

test('shows what is sold, with a way to the checkout in the top window', async () => {
  const card = await app.card(asked)
  expect(card.status).toBe(200)
  expect(card.text).toContain('Backs &amp; &lt;bones>')
  expect(card.text).toContain('src="/files/a/cover.jpg"')
  expect(card.text).toContain('3 lessons')
  expect(card.text).toMatch(
    /<a href="https:\/\/courses\.example\/checkout\?intent=[\w.-]+" target="_top"[^>]*>Buy for €49</,
  )
  expect(await intentOn(card.text)).toEqual({
    partnerId: clientId,
    channelId: channel.id,
    partnerUserId: 'reader-1',
    priceMinor: 4900,
    currency: 'EUR',
    returnTo: 'http://localhost:3000',
    locale: 'en',
  })
})

test('shows who owns it the way to My Courses, in the top window', async () => {
  await app.grant(clientId, 'owner', channel)
  const { text } = await app.card({ ...asked, partnerUserId: 'owner', lang: 'it' })
  expect(text).toContain('Già acquistato')
  expect(text).toMatch(new RegExp(`<a [^>]*href="https://courses.example/my-courses/${channel.id}" target="_top"`))
  expect(text).not.toContain('intent=')
})

const ways: Record<string, { referer?: string; back: string }> = {
  'the page it stands on': {
    referer: 'https://magazine.example/a/story?id=7',
    back: 'https://magazine.example/a/story?id=7',
  },
  'its origin, where the browser says no more': {
    referer: 'https://magazine.example/',
    back: 'https://magazine.example/',
  },
  'the first origin, where the browser says nothing': { back: 'http://localhost:3000' },
  'the first origin, from a page that is not the partner’s': {
    referer: 'https://evil.example/x',
    back: 'http://localhost:3000',
  },
  'the page without what is nobody’s business': {
    referer: 'https://user:secret@magazine.example/a#part',
    back: 'https://magazine.example/a',
  },
  'the first origin, from an address that is too long': {
    referer: `https://magazine.example/${'a'.repeat(500)}`,
    back: 'http://localhost:3000',
  },
}
for (const [title, { referer, back }] of Object.entries(ways)) {
  test(`leads back to ${title}`, async () => {
    const { text } = await app.card(asked, referer === undefined ? {} : { referer })
    expect((await intentOn(text)).returnTo).toBe(back)
  })
}

test('speaks the language asked for, then the reader’s, and keeps to the theme', async () => {
  expect((await app.card({ ...asked, lang: 'de' })).text).toContain('<html lang="de" dir="ltr" data-theme="auto">')
  const { text } = await app.card({ ...asked, theme: 'dark' }, { 'accept-language': 'ar' })
  expect(text).toContain('<html lang="ar" dir="rtl" data-theme="dark">')
  expect((await intentOn(text)).locale).toBe('ar')
  expect((await app.card({ ...asked, lang: '"><script>', theme: '"><b>' })).text).toContain(
    '<html lang="en" dir="ltr" data-theme="auto">',
  )
})

test('carries everything but its picture, and weighs little', async () => {
  const compressed = await fetch(`${app.url}/embed/content-licensing?${new URLSearchParams(asked)}`, {
    headers: { 'accept-encoding': 'gzip, br' },
  })
  expect(compressed.headers.get('content-encoding')).toBe('gzip')
  const { text } = await app.card(asked, { 'accept-encoding': 'identity' })
  expect(text.replaceAll(/<style>.*<\/style>/gs, '')).not.toMatch(/<link|<script|url\(/)
  // What fetch unpacks, a socket does not.
  const request = `GET /embed/content-licensing?${new URLSearchParams(asked)} HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\nconnection: close\r\n\r\n`
  const { weight, html } = await overTheWire(request)
  expect(weight).toBeLessThanOrEqual(4096)
  expect(html).toContain('Buy for €49')
})

async function overTheWire(request: string): Promise<{ weight: number; html: string }> {
  const { connect } = await import('node:net')
  const socket = connect(app.port, '127.0.0.1')
  socket.write(request)
  const whole = Buffer.concat((await socket.toArray()) as Buffer[])
  const body = whole.subarray(whole.indexOf('\r\n\r\n') + 4)
  return { weight: whole.length, html: gunzipSync(body).toString() }
}

test('is kept nowhere, tells nobody where it stands, and styles itself by hash alone', async () => {
  const card = await app.card(asked)
  expect(card.headers.get('cache-control')).toBe('no-store')
  expect(card.headers.get('referrer-policy')).toBe('no-referrer')
  expect(card.headers.has('x-frame-options')).toBe(false)
  expect(card.headers.has('set-cookie')).toBe(false)
  expect(policyOf(card)).toMatch(
    /^default-src 'none'; img-src 'self'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'; frame-ancestors [^;]+$/,
  )
})

test('adapts to its frame only for a page of the partner’s', async () => {
  const fitted = await app.card({ ...asked, fit: 'https://magazine.example' })
  expect(fitted.text).toContain('data-fit="https://magazine.example"')
  expect(policyOf(fitted)).toContain("script-src 'self'")
  for (const fit of ['https://evil.example', '*', '1', 'https://magazine.example/']) {
    const card = await app.card({ ...asked, fit })
    expect(card.text).not.toMatch(/data-fit=|<script/)
    expect(policyOf(card)).not.toContain('script-src')
  }
})

// Framing ----------------------------------------------------------------------------------------------------------

const nobody = "'none'"
const everyone = 'http://localhost:3000 https://magazine.example'

test('may be framed by the partner’s origins, whatever it shows', async () => {
  for (const change of [{}, { productId: 'x' }, { productId: anId() }, { partnerUserId: '' }])
    expect(ancestorsOf(await app.card({ ...asked, ...change }))).toBe(everyone)
})

test('may be framed by nobody where the partner is unknown, in doubt, or listed no origin', async () => {
  const alone = await app.partner({ channels: [channel], origins: [] })
  for (const question of [
    '',
    { ...asked, clientId: anId() },
    { ...asked, clientId: alone },
    `${new URLSearchParams(asked)}&clientId=${clientId}`,
  ])
    expect(ancestorsOf(await app.card(question))).toBe(nobody)
})

test('every answer below /embed/ says who may frame it, once', async () => {
  const query = new URLSearchParams(asked)
  for (const [method, path, status] of [
    ['GET', `/embed/content-licensing?${query}`, 200],
    ['HEAD', `/embed/content-licensing?${query}`, 200],
    ['POST', `/embed/content-licensing?${query}`, 405],
    ['GET', '/embed/nothing', 404],
    ['GET', '/embed/', 404],
    ['GET', '/embed', 404],
    ['GET', '/embed/%zz', 400],
    ['GET', '/embed/card.js', 200],
    ['DELETE', '/embed/card.js', 405],
  ] as const) {
    const request = `${method} ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`
    const { text, status: answered } = await rawRequest(app.port, request)
    const [head = ''] = text.split('\r\n\r\n')
    expect([path, answered]).toEqual([path, status])
    const policies = head.split('\r\n').filter((line) => /^content-security-policy:/i.test(line))
    expect([path, policies.length, policies[0]?.match(/frame-ancestors/g)?.length]).toEqual([path, 1, 1])
    expect(head).not.toMatch(/x-frame-options/i)
  }
})

test('an origin that came to be unsendable is left out', async () => {
  const framed = await app.partner({ channels: [channel], origins: ['https://a.example', 'https://b.example:99'] })
  await app.db
    .updateTable('partner_origin')
    .set({ origin: 'https://b.example:0' })
    .where('partner_id', '=', framed)
    .where('origin', '=', 'https://b.example:99')
    .execute()
  expect(ancestorsOf(await app.card({ ...asked, clientId: framed }))).toBe('https://a.example')
})

// The neutral card -------------------------------------------------------------------------------------------------

const offLine = await app.partner({ channels: [channel] })
await setPartnerOnline(app.ctx, { clientId: offLine, isOnline: false, actor: 'test' })
const api = await app.given.partner({ channels: [channel] })

const failing: Record<string, () => ReturnType<typeof app.get>> = {
  'nothing asked': () => app.card({ lang: 'it', theme: 'light' }),
  'a malformed product': () => app.card({ ...asked, productId: 'x', lang: 'it', theme: 'light' }),
  'an unknown client': () => app.card({ ...asked, clientId: anId(), lang: 'it', theme: 'light' }),
  'an off-line partner': () => app.card({ ...asked, clientId: offLine, lang: 'it', theme: 'light' }),
  'a partner of the API path': () => app.card({ ...asked, clientId: api.clientId, lang: 'it', theme: 'light' }),
  'an unknown product': () => app.card({ ...asked, productId: anId(), lang: 'it', theme: 'light' }),
  'a product not agreed': () => app.card({ ...asked, productId: unagreed.id, lang: 'it', theme: 'light' }),
  'a page that is not there': () => app.get('/embed/nothing?lang=it&theme=light'),
  'a network that asks too often': async () => {
    const strict = await embedApp({ db: app.db, settings: { CARD_REQUESTS_PER_MINUTE: '1' } })
    await strict.card(asked)
    return strict.card({ ...asked, lang: 'it', theme: 'light' })
  },
  'a database that is away': async () => {
    const { away } = await withoutDatabase()
    return away.card({ ...asked, lang: 'it', theme: 'light' })
  },
}
const neutral = await app.card({ lang: 'it', theme: 'light' })
for (const [title, ask] of Object.entries(failing)) {
  test(`shows the same neutral card for ${title}`, async () => {
    const { text } = await ask()
    expect(text).toContain('Contenuto non disponibile')
    expect(text).toBe(neutral.text)
  })
}

/** The same application with its database gone after one card was shown. */
async function withoutDatabase() {
  const proxy = await databaseProxy(database.connection)
  const db = openDatabase({ connection: proxy.connection, applicationName: 'test', log: silentLog })
  const away = await embedApp({ db })
  await away.card(asked)
  await proxy.close()
  return { away, db }
}

test('says 503 where the database is away, to pages that may still frame it', async () => {
  const { away } = await withoutDatabase()
  const card = await away.card(asked)
  expect([card.status, card.headers.get('retry-after'), ancestorsOf(card)]).toEqual([503, '1', everyone])
  const stranger = await away.card({ ...asked, clientId: anId() })
  expect([stranger.status, ancestorsOf(stranger)]).toEqual([503, nobody])
  const status = await away.status(asked, { origin: 'https://magazine.example' })
  expect([status.status, status.code]).toEqual([503, 'Unavailable'])
  expect(status.headers.get('access-control-allow-origin')).toBe('https://magazine.example')
})
