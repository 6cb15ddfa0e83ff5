import { productStatusPath } from '@osteocom/contract'
import { expect, test } from 'vitest'
import { upsertAuthor } from '../../features/catalog/catalog-store.ts'
import { setPartnerOnline } from '../../features/partners/index.ts'
import { part } from '../../testing/answer.ts'
import { anId } from '../../testing/given.ts'
import { embedApp, type Question } from './testing/embed-app.ts'

const app = await embedApp()
const author = { id: anId(), name: 'Nora Whitfield', image: 'authors/nora.jpg' }
await upsertAuthor(app.db, author)
const channel = await app.given.channel({ videos: 2, authorIds: [author.id], language: 'it', priceMinor: 4950 })
const unagreed = await app.given.channel()
const origin = 'https://magazine.example'
const clientId = await app.partner({ channels: [channel], origins: [origin, 'http://localhost:3000'] })
const asked: Question = { clientId, productId: channel.id, partnerUserId: 'reader-1' }
const product = {
  idChannel: channel.id,
  title: 'A title',
  subtitle: 'A subtitle',
  authors: [{ name: 'Nora Whitfield', image: 'https://courses.example/files/authors/nora.jpg' }],
  cover: 'https://courses.example/files/a/cover.jpg',
  price: 49.5,
  currency: 'EUR',
  language: 'it',
  lessons: 2,
  durationSeconds: 130,
}

test('says what is sold to someone who may buy it', async () => {
  const answer = await app.status(asked)
  expect([answer.status, answer.body]).toEqual([200, { status: 'Ok', product }])
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('says where to watch to someone who owns it, and nothing about them', async () => {
  await app.grant(clientId, 'owner-1', channel)
  expect((await app.status({ ...asked, partnerUserId: 'owner-1' })).body).toEqual({
    status: 'AlreadyOwned',
    product,
    myCourses: `https://courses.example/my-courses/${channel.id}`,
  })
})

test('reads the state anew each time: a right that ended is gone at once', async () => {
  await app.grant(clientId, 'owner-2', channel)
  const question = { ...asked, partnerUserId: 'owner-2' }
  expect(part((await app.status(question)).body, 'status')).toBe('AlreadyOwned')
  await app.db
    .updateTable('activation')
    .set({ ended_at: app.clock.now(), end_reason: 'refunded' })
    .where('customer_id', 'in', (query) =>
      query.selectFrom('customer_user_id').select('customer_id').where('partner_user_id', '=', 'owner-2'),
    )
    .execute()
  expect(part((await app.status(question)).body, 'status')).toBe('Ok')
})

test('compares ids byte by byte, in any script', async () => {
  const ids = ['é', 'e\u0301', 'a', ' a', 'A', '🦴🦴', '٣', '+', '%20', 'x&y=z']
  for (const id of ids.filter((_, position) => position % 2 === 0)) await app.grant(clientId, id, channel)
  const statuses = await Promise.all(ids.map((partnerUserId) => app.status({ ...asked, partnerUserId })))
  expect(statuses.map(({ body }) => part(body, 'status'))).toEqual(
    ids.map((_, position) => (position % 2 === 0 ? 'AlreadyOwned' : 'Ok')),
  )
})

const apiPartner = await app.given.partner({ channels: [channel] })
const offLine = await app.partner({ channels: [channel] })
await setPartnerOnline(app.ctx, { clientId: offLine, isOnline: false, actor: 'test' })
const other = await app.partner({ channels: [unagreed] })
const disabled = await app.partner({ channels: [channel] })
await app.db.updateTable('catalog_entry').set({ is_enabled: false }).where('partner_id', '=', disabled).execute()

const good = new URLSearchParams(asked).toString()
const without = (name: string) =>
  new URLSearchParams(Object.entries(asked).filter(([each]) => each !== name)).toString()
const having = (change: Question) => new URLSearchParams({ ...asked, ...change }).toString()
const refusals: Record<string, { question: string; status: string }> = {
  'no parameters': { question: '', status: 'InvalidInput' },
  'no clientId': { question: without('clientId'), status: 'InvalidInput' },
  'no productId': { question: without('productId'), status: 'InvalidInput' },
  'no partnerUserId': { question: without('partnerUserId'), status: 'InvalidInput' },
  'an empty partnerUserId': { question: having({ partnerUserId: '' }), status: 'InvalidInput' },
  'an empty clientId': { question: having({ clientId: '' }), status: 'InvalidInput' },
  'a clientId of 65 characters': { question: having({ clientId: 'c'.repeat(65) }), status: 'InvalidInput' },
  'a productId that is no id': { question: having({ productId: 'spine' }), status: 'InvalidInput' },
  'a productId in capitals': { question: having({ productId: channel.id.toUpperCase() }), status: 'InvalidInput' },
  'a productId with a tail': { question: having({ productId: `${channel.id}\n` }), status: 'InvalidInput' },
  'a partnerUserId of 513 characters': { question: having({ partnerUserId: 'u'.repeat(513) }), status: 'InvalidInput' },
  'a partnerUserId of 5,000 characters': {
    question: having({ partnerUserId: 'u'.repeat(5000) }),
    status: 'InvalidInput',
  },
  'a partnerUserId of 512 bones': { question: having({ partnerUserId: '🦴'.repeat(512) }), status: 'Ok' },
  'a partnerUserId of 513 bones': { question: having({ partnerUserId: '🦴'.repeat(513) }), status: 'InvalidInput' },
  'a partnerUserId with NUL': { question: `${without('partnerUserId')}&partnerUserId=a%00b`, status: 'InvalidInput' },
  'a lone surrogate': { question: `${without('partnerUserId')}&partnerUserId=%ED%A0%80`, status: 'InvalidInput' },
  'bytes that are no UTF-8': { question: `${without('partnerUserId')}&partnerUserId=%ff`, status: 'InvalidInput' },
  'half an escape': { question: `${without('partnerUserId')}&partnerUserId=%4`, status: 'InvalidInput' },
  'two clientIds': { question: `${good}&clientId=${clientId}`, status: 'InvalidInput' },
  'two productIds': { question: `${good}&productId=${channel.id}`, status: 'InvalidInput' },
  'two partnerUserIds': { question: `${good}&partnerUserId=reader-1`, status: 'InvalidInput' },
  'a list in brackets': { question: `${without('partnerUserId')}&partnerUserId[]=a`, status: 'InvalidInput' },
  'an escaped name said twice': { question: `${good}&client%49d=${clientId}`, status: 'InvalidInput' },
  'a property of every object': { question: `${good}&__proto__=a&constructor=b`, status: 'Ok' },
  'parameters nobody knows': { question: `${good}&utm_source=mail&%ff=1`, status: 'Ok' },
  'an unknown client': { question: having({ clientId: anId() }), status: 'InvalidClient' },
  'a client id that is a word': { question: having({ clientId: "' or 1=1" }), status: 'InvalidClient' },
  'an off-line partner': { question: having({ clientId: offLine }), status: 'InvalidClient' },
  'a partner of the API path': { question: having({ clientId: apiPartner.clientId }), status: 'IntegrationMismatch' },
  'an unknown product': { question: having({ productId: anId() }), status: 'ProductNotFound' },
  'a product not agreed': { question: having({ productId: unagreed.id }), status: 'ProductNotInCatalog' },
  'another partner’s product': { question: having({ clientId: other }), status: 'ProductNotInCatalog' },
  'a product no longer agreed': { question: having({ clientId: disabled }), status: 'ProductNotInCatalog' },
  'an unknown client and no product': { question: having({ clientId: anId(), productId: '' }), status: 'InvalidInput' },
  'an off-line partner’s unknown product': {
    question: having({ clientId: offLine, productId: anId() }),
    status: 'InvalidClient',
  },
}
for (const [title, { question, status }] of Object.entries(refusals)) {
  test(`answers ${status} to ${title}`, async () => {
    const answer = await app.status(question)
    expect([answer.status, part(answer.body, 'status')]).toEqual([200, status])
    if (status !== 'Ok') expect(answer.text).toBe(`{"status":"${status}"}`)
  })
}

test('lets pages of the partner’s origins read it, and no other', async () => {
  for (const [from, allowed] of [
    [origin, origin],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['https://evil.example', null],
    [`${origin}:444`, null],
    ['http://magazine.example', null],
    ['null', null],
  ] as const) {
    const { headers } = await app.status(asked, { origin: from })
    expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([allowed, 'origin'])
    expect(headers.has('access-control-allow-credentials')).toBe(false)
  }
})

test('an origin taken off the list may not read it any more', async () => {
  const question = { ...asked, clientId: await app.partner({ channels: [channel], origins: [origin] }) }
  await app.status(question, { origin })
  await app.db.deleteFrom('partner_origin').where('partner_id', '=', question.clientId).execute()
  expect((await app.status(question, { origin })).headers.has('access-control-allow-origin')).toBe(false)
})

test('takes no other method', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const response = await fetch(`${app.url}${productStatusPath}?${good}`, { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  }
})
