import { expect, test } from 'vitest'
import { findActivations, findPurchases } from '../features/licensing/index.ts'
import { part, withoutRequestId } from '../testing/answer.ts'
import { testApp } from '../testing/app.ts'
import { anId } from '../testing/given.ts'
import { readLedger } from '../testing/ledger.ts'

const app = await testApp()
const shared = await app.given.channel()

// Five partners: each sells a channel all of them sell and one of its own, to a customer of the same id everywhere.
const partners = await Promise.all(
  Array.from({ length: 5 }, async () => {
    const own = await app.given.channel()
    const partner = await app.given.partner({ channels: [shared, own] })
    const customer = await app.given.customer({ of: partner, owns: [shared, own] })
    const namesake = await app.given.customer({ of: partner, owns: [own], userId: 'customer-1' })
    return { ...partner, own, customer, namesake }
  }),
)
type Partner = (typeof partners)[number]
const pairs = partners.flatMap((mine, i) =>
  partners.filter((theirs) => theirs !== mine).map((theirs) => ({ mine, theirs, i })),
)

const unknown = () => ({
  clientId: anId(),
  userId: `user-${anId()}`,
  userAccessKey: Buffer.alloc(32, anId()).toString('base64url'),
  channelId: anId(),
  videoId: anId(),
})
const idsOf = ({ clientId, customer, own }: Partner) => ({
  clientId,
  ...customer,
  channelId: own.id,
  videoId: own.videoIds[0],
})

/** Every id that each call takes, in the body the call would take it in. */
const bodies: Record<
  string,
  { fields: (keyof ReturnType<typeof unknown>)[]; body: (ids: ReturnType<typeof idsOf>) => object; named: string }
> = {
  contentLicensing_login: {
    fields: ['clientId'],
    body: ({ clientId }) => ({ clientId, clientSecret: 'mine' }),
    named: 'InvalidCredentials',
  },
  contentLicensing_catalog: { fields: ['clientId'], body: ({ clientId }) => ({ clientId }), named: 'ClientMismatch' },
  contentLicensing_contentAccessAuthorization: {
    fields: ['clientId', 'channelId'],
    body: ({ clientId, userId, channelId }) => ({ clientId, userId, products: [{ productId: channelId, price: 1 }] }),
    named: 'ProductNotInCatalog',
  },
  contentLicensing_videoAccess: {
    fields: ['clientId', 'userId', 'userAccessKey', 'channelId', 'videoId'],
    body: (ids) => ids,
    named: 'AccessDenied',
  },
}

for (const [method, { fields, body, named }] of Object.entries(bodies)) {
  for (const field of fields) {
    test(`${method} answers another partner’s ${field} exactly as one that nobody has`, async () => {
      for (const { mine, theirs } of pairs) {
        const good = idsOf(mine)
        const foreign = await app.call(method, body({ ...good, [field]: idsOf(theirs)[field] }), mine)
        const nobodys = await app.call(method, body({ ...good, [field]: unknown()[field] }), mine)
        expect(foreign.status).toBeGreaterThanOrEqual(400)
        expect(foreign.code).toBe(
          field === 'clientId' && method !== 'contentLicensing_login' ? 'ClientMismatch' : named,
        )
        expect(withoutRequestId(foreign)).toBe(withoutRequestId(nobodys))
        expect([...foreign.headers.keys()]).toEqual([...nobodys.headers.keys()])
      }
    })
  }
}

test('with everything of another partner but the bearer nothing opens', async () => {
  for (const { mine, theirs } of pairs) {
    const answer = await app.call('contentLicensing_videoAccess', { ...idsOf(theirs), clientId: mine.clientId }, mine)
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied'])
  }
})

test('one id at five partners is five customers with five keys', () => {
  expect(new Set(partners.map(({ namesake }) => namesake.userId))).toEqual(new Set(['customer-1']))
  expect(new Set(partners.map(({ namesake }) => namesake.userAccessKey)).size).toBe(5)
})

test('each catalog holds the partner’s own channels and no word of the others’', async () => {
  for (const { own, ...partner } of partners) {
    const { text, body } = await app.call('contentLicensing_catalog', { clientId: partner.clientId }, partner)
    expect((part(body, 'catalog') as { idChannel: string }[]).map(({ idChannel }) => idChannel).sort()).toEqual(
      [shared.id, own.id].sort(),
    )
    for (const other of partners.filter(({ clientId }) => clientId !== partner.clientId))
      expect(text).not.toContain(other.own.id)
  }
})

test('selling, and being refused, at one partner leaves the others’ books as they were', async () => {
  const books = () => Promise.all(partners.slice(1).map(({ clientId }) => readLedger(app.db, clientId)))
  const before = await books()
  const [mine, theirs] = [partners[0], partners[1]]
  if (!mine || !theirs) throw new Error('there are five partners')
  const sale = {
    clientId: mine.clientId,
    userId: theirs.customer.userId,
    products: [{ productId: shared.id, price: 1 }],
  }
  expect((await app.call('contentLicensing_contentAccessAuthorization', sale, mine)).status).toBe(200)
  await app.call(
    'contentLicensing_contentAccessAuthorization',
    { ...sale, products: [{ productId: theirs.own.id, price: 1 }] },
    mine,
  )
  expect(await books()).toEqual(before)
})

test('an idempotency key of another partner is neither replayed nor in the way', async () => {
  const answers = await Promise.all(
    partners.map((partner) => {
      const sale = { clientId: partner.clientId, userId: 'keyed', products: [{ productId: shared.id, price: 1 }] }
      const headers = { 'idempotency-key': 'order-1' }
      return app.call('contentLicensing_contentAccessAuthorization', sale, { token: partner.token, headers })
    }),
  )
  expect(answers.map(({ status, headers }) => [status, headers.get('idempotent-replayed')])).toEqual(
    partners.map(() => [200, null]),
  )
  expect(new Set(answers.map(({ text }) => text)).size).toBe(5)
})

test('the lists an operator asks for one partner hold nobody else’s lines', async () => {
  for (const { clientId } of partners) {
    const now = app.clock.now()
    const ledger = await readLedger(app.db, clientId)
    const activations = await findActivations(app.db, { partnerId: clientId, now, limit: 100 })
    const purchases = await findPurchases(app.db, { partnerId: clientId, limit: 100 })
    expect([activations.length, purchases.length]).toEqual([ledger.live.length, ledger.purchases.length])
  }
})

test('a path with one customer’s session plays no other video', async () => {
  const sessions = await Promise.all(partners.map((partner) => openSession(partner)))
  for (const [i, { videoId, session }] of sessions.entries()) {
    expect((await app.get(`/play/${videoId}/${session}/master.m3u8`)).status).toBe(200)
    for (const other of sessions.filter((_, j) => j !== i)) {
      for (const file of ['master.m3u8', 'v360/s0000.m4s', 'key/0', 'poster.jpg']) {
        const foreign = await app.get(`/play/${other.videoId}/${session}/${file}`)
        const nobodys = await app.get(`/play/${anId()}/${session}/${file}`)
        expect(foreign.status).toBe(403)
        expect(withoutRequestId(foreign)).toBe(withoutRequestId(nobodys))
      }
    }
  }
})

async function openSession(partner: Partner): Promise<{ videoId: string; session: string }> {
  const ids = idsOf(partner)
  const { body } = await app.call('contentLicensing_videoAccess', ids, partner)
  const page = await app.get(`/en/videoaccess?signature=${String(part(body, 'tokenAuthVideo'))}`)
  const [, videoId = '', session = ''] = /\/play\/([0-9a-f]{24})\/([\w-]{64})\//.exec(page.text) ?? []
  expect(videoId).toBe(ids.videoId)
  return { videoId, session }
}
