import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readIntent } from '../../features/orders/index.ts'
import { embedApp, type Question } from './testing/embed-app.ts'

const app = await embedApp()
const channel = await app.given.channel({ title: 'Backs & <bones>', videos: 3 })
const origins = ['https://magazine.example', 'http://localhost:3000']
const clientId = await app.partner({ channels: [channel], origins })
const asked: Question = { clientId, productId: channel.id, partnerUserId: 'reader-1' }

const policyOf = (answer: { headers: Headers }) => answer.headers.get('content-security-policy') ?? ''

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
