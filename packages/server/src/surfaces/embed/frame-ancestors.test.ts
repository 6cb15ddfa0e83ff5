import { expect, test } from 'vitest'
import { anId } from '../../testing/given.ts'
import { rawRequest } from '../../testing/raw-request.ts'
import { embedApp, type Question } from './testing/embed-app.ts'

const app = await embedApp()
const channel = await app.given.channel()
const clientId = await app.partner({
  channels: [channel],
  origins: ['https://magazine.example', 'http://localhost:3000'],
})
const asked: Question = { clientId, productId: channel.id, partnerUserId: 'reader-1' }

const ancestorsOf = (answer: { headers: Headers }) =>
  /frame-ancestors ([^;]+)$/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]

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
