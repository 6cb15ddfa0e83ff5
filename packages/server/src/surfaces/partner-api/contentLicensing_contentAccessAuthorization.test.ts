import { expect, test } from 'vitest'
import { revokeActivation } from '../../features/licensing/revoke-activation.ts'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { anId, type GivenPartner } from '../../testing/given.ts'
import { readLedger } from '../../testing/ledger.ts'

const app = await testApp()
const [one, two, strange] = [await app.given.channel(), await app.given.channel(), await app.given.channel()]
const yen = await app.given.channel({ currency: 'JPY', priceMinor: 4900 })
const dinar = await app.given.channel({ currency: 'KWD', priceMinor: 4900 })
const product = (price: unknown = 49, channel = one) => ({ productId: channel.id, price })

const aPartner = () => app.given.partner({ channels: [one, two, yen, dinar] })
const partner = await aPartner()
const authorize = (body: object, by: GivenPartner = partner) =>
  app.call('contentLicensing_contentAccessAuthorization', { clientId: by.clientId, products: [product()], ...body }, by)
const keyOf = async (body: object, by?: GivenPartner) => {
  const answer = await authorize(body, by)
  expect(answer.status).toBe(200)
  return String(part(answer.body, 'userAccessKey'))
}

test('answers one key under both its names', async () => {
  const { body } = await authorize({ userId: 'two-names' })
  expect(body).toEqual({ userAccessKey: expect.stringMatching(/^[\w-]{43}$/), token: part(body, 'userAccessKey') })
})

const refused: Record<string, [body: object, field: string]> = {
  'consent without an e-mail': [{ marketingConsent: true }, 'email'],
  'consent in words': [{ marketingConsent: 'false' }, 'marketingConsent'],
  'consent as a number': [{ marketingConsent: 0 }, 'marketingConsent'],
  'an e-mail with a line break': [{ email: 'ada@example.com\r\nBcc: all@example.com' }, 'email'],
  'an e-mail with a full-width at': [{ email: 'ada＠example.com' }, 'email'],
  'an e-mail of 400 characters': [{ email: `${'a'.repeat(388)}@example.com` }, 'email'],
  'an e-mail without a host': [{ email: 'ada@' }, 'email'],
  'an empty e-mail': [{ email: '' }, 'email'],
  'an e-mail that is null': [{ email: null }, 'email'],
  'a name that is a number': [{ name: 7 }, 'name'],
  'a surname of 201 characters': [{ surname: 'x'.repeat(201) }, 'surname'],
  'no products': [{ products: [] }, 'products'],
  '201 products': [{ products: Array.from({ length: 201 }, () => ({ productId: anId(), price: 1 })) }, 'products'],
  'products that are one product': [{ products: product() }, 'products'],
  'a product that is only an id': [{ products: [one.id] }, 'products.0'],
  'a product id of capitals': [{ products: [{ productId: one.id.toUpperCase(), price: 1 }] }, 'products.0.productId'],
  'a product id with a line behind it': [
    { products: [{ productId: `${one.id}\n`, price: 1 }] },
    'products.0.productId',
  ],
  'a product without a price': [{ products: [{ productId: one.id }] }, 'products.0.price'],
  'a price in text': [{ products: [product('12')] }, 'products.0.price'],
  'a price that is null': [{ products: [product(null)] }, 'products.0.price'],
  'a negative price': [{ products: [product(-0.01)] }, 'products.0.price'],
  'a price of a billion': [{ products: [product(1e9)] }, 'products.0.price'],
  'a price with three decimals': [{ products: [product(49.001)] }, 'products'],
  'a price that a float has spoilt': [{ products: [product(0.1 + 0.2)] }, 'products'],
  'a price next to nothing': [{ products: [product(1e-7)] }, 'products'],
  'a price of half a yen': [{ products: [product(49.5, yen)] }, 'products'],
  'one bad price among good ones': [{ products: [product(), product(1.234, two)] }, 'products'],
}
for (const [title, [body, field]] of Object.entries(refused)) {
  test(`refuses ${title}, writing nothing`, async () => {
    const by = await aPartner()
    const answer = await authorize({ userId: 'someone', ...body }, by)
    expect([answer.status, answer.code, answer.fields]).toEqual([400, 'InvalidInput', [field]])
    expect(await readLedger(app.db, by.clientId)).toEqual({ customers: [], purchases: [], live: [] })
  })
}

test('refuses prices that only look like numbers', async () => {
  for (const price of ['NaN', 'Infinity', '1e400', '0x10', '01', '.5', '+1']) {
    const text = `{"clientId":"${partner.clientId}","userId":"x","products":[{"productId":"${one.id}","price":${price}}]}`
    const answer = await app.call('contentLicensing_contentAccessAuthorization', text, partner)
    expect([price, answer.status, answer.code]).toEqual([price, 400, 'InvalidInput'])
  }
})

test('records the price in the smallest unit of the channel’s currency', async () => {
  const by = await aPartner()
  await authorize(
    { userId: 'payer', products: [product(19.99), product(0, two), product(4900, yen), product(1.234, dinar)] },
    by,
  )
  const { purchases } = await readLedger(app.db, by.clientId)
  const paid = Object.fromEntries(
    purchases.map(({ channelId, priceMinor, currency }) => [channelId, [priceMinor, currency]]),
  )
  expect(paid).toEqual({
    [one.id]: [1999, 'EUR'],
    [two.id]: [0, 'EUR'],
    [yen.id]: [4900, 'JPY'],
    [dinar.id]: [1234, 'KWD'],
  })
})

test('refuses the whole call for one product outside the agreement', async () => {
  for (const stranger of [strange.id, anId()]) {
    const by = await aPartner()
    const answer = await authorize({ userId: 'x', products: [product(), { productId: stranger, price: 1 }] }, by)
    expect([answer.status, answer.code]).toEqual([404, 'ProductNotInCatalog'])
    expect(await readLedger(app.db, by.clientId)).toEqual({ customers: [], purchases: [], live: [] })
  }
})

test('a product twice in one call counts once, at its first price', async () => {
  const by = await aPartner()
  await authorize({ userId: 'twice', products: [product(10), product(20), product(10)] }, by)
  const { purchases, live } = await readLedger(app.db, by.clientId)
  expect([purchases.map(({ priceMinor }) => priceMinor), live.length]).toEqual([[1000], 1])
})

test('a repeated call gives the same key, no second purchase, and a line in the audit', async () => {
  const by = await aPartner()
  const first = await keyOf({ userId: 'again' }, by)
  expect(await keyOf({ userId: 'again', products: [product(1), product(49, two)] }, by)).toBe(first)
  const { purchases, live, customers } = await readLedger(app.db, by.clientId)
  expect([purchases.length, live.length]).toEqual([2, 2])
  const audit = await app.db
    .selectFrom('audit')
    .selectAll()
    .where('subject', '=', `customer:${customers[0]?.customerId}`)
    .execute()
  expect(audit.map(({ action, details }) => [action, details])).toEqual([
    ['authorization.repeated', { channels: [one.id] }],
  ])
})

const pairs: Record<string, [string, string]> = {
  'a space before': [' a', 'a'],
  'a space behind': ['a ', 'a'],
  case: ['Ada', 'ada'],
  'composition of an accent': ['\u00e9', 'e\u0301'],
  'width of a letter': ['Ａ', 'A'],
  'a zero-width joiner': ['a\u200db', 'ab'],
  'digits that are equal numbers': ['007', '7'],
  'a ligature': ['ﬁ', 'fi'],
}
for (const [title, [a, b]] of Object.entries(pairs)) {
  test(`ids that differ by ${title} are two customers`, async () => {
    const by = await aPartner()
    const [first, second] = [await keyOf({ userId: a }, by), await keyOf({ userId: b }, by)]
    expect(first).not.toBe(second)
    expect([await keyOf({ userId: a }, by), await keyOf({ userId: b }, by)]).toEqual([first, second])
    const { customers } = await readLedger(app.db, by.clientId)
    expect(customers.map(({ userId }) => userId).sort()).toEqual([a, b].sort())
  })
}

test('any text may be an id', async () => {
  const ids = [
    '0',
    'null',
    "o'; drop table customer;--",
    '{"$ne":1}',
    '🦴',
    '😀'.repeat(256),
    '../../x',
    'a\tb\nc',
    '\ufeff',
    'ا'.repeat(500),
  ]
  const by = await aPartner()
  const keys = await Promise.all(ids.map((userId) => keyOf({ userId }, by)))
  expect(new Set(keys).size).toBe(ids.length)
  const { customers } = await readLedger(app.db, by.clientId)
  expect(customers.map(({ userId }) => userId).sort()).toEqual(ids.sort())
})

test('a known e-mail is the same customer, who learns the new id', async () => {
  const by = await aPartner()
  const first = await keyOf({ userId: 'old-id', email: 'Ada@Example.com' }, by)
  expect(await keyOf({ userId: 'new-id', email: 'ada@example.com', products: [product(49, two)] }, by)).toBe(first)
  expect(await keyOf({ userId: 'new-id' }, by)).toBe(first)
  const { customers, purchases } = await readLedger(app.db, by.clientId)
  expect(new Set(customers.map(({ customerId }) => customerId)).size).toBe(1)
  expect([customers.length, purchases.length]).toEqual([2, 2])
})

test('the id decides where it and the e-mail name two customers', async () => {
  const by = await aPartner()
  const ada = await keyOf({ userId: 'ada', email: 'ada@example.com' }, by)
  const bea = await keyOf({ userId: 'bea', email: 'bea@example.com' }, by)
  expect(await keyOf({ userId: 'bea', email: 'ada@example.com' }, by)).toBe(bea)
  expect(await keyOf({ userId: 'third', email: 'ada@example.com' }, by)).toBe(ada)
  expect(await keyOf({ userId: 'fourth', email: 'bea@example.com' }, by)).toBe(bea)
})

test('an e-mail never joins the customers of two partners', async () => {
  const other = await aPartner()
  const email = 'shared@example.com'
  expect(await keyOf({ userId: 'same', email })).not.toBe(await keyOf({ userId: 'same', email }, other))
})

test('new customers who claim one e-mail at the same moment are one', async () => {
  for (let round = 0; round < 20; round++) {
    const by = await aPartner()
    const keys = await Promise.all(
      ['a', 'b', 'c', 'd'].map((userId) => keyOf({ userId, email: 'new@example.com', marketingConsent: true }, by)),
    )
    expect(new Set(keys).size).toBe(1)
    const { customers, purchases, live } = await readLedger(app.db, by.clientId)
    expect([customers.length, purchases.length, live.length]).toEqual([4, 1, 1])
  }
})

test('details left out of a later call are kept, and consent once given stays', async () => {
  const by = await aPartner()
  const given = { email: 'ada@example.com', name: 'Ada', surname: 'Byron', marketingConsent: true }
  await authorize({ userId: 'ada', ...given }, by)
  await authorize({ userId: 'ada', surname: 'Lovelace' }, by)
  const kept = await app.db
    .selectFrom('customer')
    .selectAll()
    .where('partner_id', '=', by.clientId)
    .executeTakeFirstOrThrow()
  expect(kept).toMatchObject({
    email: 'ada@example.com',
    name: 'Ada',
    surname: 'Lovelace',
    has_marketing_consent: true,
  })
})

test('what was revoked may be bought again, as a purchase of its own', async () => {
  const by = await aPartner()
  const key = await keyOf({ userId: 'back' }, by)
  const [{ customerId } = { customerId: '' }] = (await readLedger(app.db, by.clientId)).customers
  const activation = app.db.selectFrom('activation').select('id').where('customer_id', '=', customerId)
  const { id } = await activation.executeTakeFirstOrThrow()
  await revokeActivation(app.ctx, { activationId: id, actor: 'operator:test' })
  expect((await readLedger(app.db, by.clientId)).live).toEqual([])
  expect(await keyOf({ userId: 'back' }, by)).toBe(key)
  const { purchases, live } = await readLedger(app.db, by.clientId)
  expect([purchases.length, live.length]).toEqual([2, 1])
})

test('what has expired may be bought again, once', async () => {
  const by = await aPartner()
  const key = await keyOf({ userId: 'later' }, by)
  const [{ customerId } = { customerId: '' }] = (await readLedger(app.db, by.clientId)).customers
  await app.db
    .updateTable('activation')
    .set({ expires_at: app.clock.now() })
    .where('customer_id', '=', customerId)
    .execute()
  const keys = await Promise.all(Array.from({ length: 8 }, () => keyOf({ userId: 'later' }, by)))
  expect(new Set([key, ...keys]).size).toBe(1)
  const { purchases, live } = await readLedger(app.db, by.clientId)
  expect([purchases.length, live.length]).toEqual([2, 1])
})

test('a withdrawn channel can no longer be sold, and what was bought stays', async () => {
  const by = await aPartner()
  await authorize({ userId: 'owner' }, by)
  await app.db.updateTable('catalog_entry').set({ is_enabled: false }).where('partner_id', '=', by.clientId).execute()
  expect((await authorize({ userId: 'other' }, by)).code).toBe('ProductNotInCatalog')
  expect((await readLedger(app.db, by.clientId)).live.length).toBe(1)
})
