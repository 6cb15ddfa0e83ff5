import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { isLockTimeout, isOutcomeUnknown, isUnavailable } from '../../platform/database/failures.ts'
import { type Database, openDatabase } from '../../platform/database/open.ts'
import { testApp } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { databaseProxy } from '../../testing/database-proxy.ts'
import { anId, type GivenPartner } from '../../testing/given.ts'
import { readLedger } from '../../testing/ledger.ts'
import { silentLog } from '../../testing/test-server.ts'
import { authorizeContentAccess } from './authorize-content-access.ts'
import { saleRecorder } from './fold-sales.ts'
import type { Sale } from './sale-store.ts'

const { db, connection } = await testDatabase()
const app = await testApp({ db })
const [channel, other] = [await app.given.channel(), await app.given.channel()]
const aPartner = () => app.given.partner({ channels: [channel, other] })
afterEach(() => void vi.useRealTimers())

function saleOf(partner: GivenPartner, partnerUserId: string, change: Partial<Sale> = {}): Sale {
  return {
    partnerId: partner.clientId,
    partnerUserId,
    emailMatch: undefined,
    hasMarketingConsent: false,
    occurredAt: app.clock.now(),
    products: [{ channelId: channel.id, price: 49, purchaseId: anId(), activationId: anId() }],
    customerId: anId(),
    accessKey: app.ctx.random(32),
    auditId: anId(),
    ...change,
  }
}

const names = (count: number, prefix = 'buyer') => Array.from({ length: count }, (_, i) => `${prefix}-${i}`)

/** The server, and how often it was sent a statement. */
function counted(target: Database) {
  const send = vi.fn(target.executeQuery.bind(target))
  return { db: { executeQuery: send } as unknown as Database, send }
}

test('sales that come together share statements, and a sale alone has its own', async () => {
  const by = await aPartner()
  const { db: watched, send } = counted(db)
  const record = saleRecorder(watched)
  await Promise.all(names(64).map((name) => record(saleOf(by, name))))
  expect(send).toHaveBeenCalledTimes(2)
  await record(saleOf(by, 'alone'))
  expect(send).toHaveBeenCalledTimes(3)
  const { customers, purchases, live } = await readLedger(db, by.clientId)
  expect([customers.length, purchases.length, live.length]).toEqual([65, 65, 65])
})

test('a refused sale keeps nobody from theirs', async () => {
  const by = await aPartner()
  const product = { purchaseId: anId(), activationId: anId() }
  const tooFine = { products: [{ ...product, channelId: channel.id, price: 1.001 }] }
  const unknown = { products: [{ ...product, channelId: anId(), price: 49 }] }
  const record = saleRecorder(db)
  const sales = [saleOf(by, 'a', tooFine), saleOf(by, 'b'), saleOf(by, 'c', unknown), saleOf(by, 'd')]
  const outcomes = await Promise.all(sales.map(record))
  expect(outcomes.map(({ outcome }) => outcome)).toEqual([
    'price-too-fine',
    'authorized',
    'not-in-catalog',
    'authorized',
  ])
  expect((await readLedger(db, by.clientId)).customers.map(({ userId }) => userId)).toEqual(['b', 'd'])
})

test('two ids of one customer go one after the other, without troubling those beside them', async () => {
  const by = await aPartner()
  const record = saleRecorder(db)
  const known = { email: 'ada@example.com', emailMatch: 'ada@example.com' }
  await record(saleOf(by, 'old', known))
  await record(saleOf(by, 'new', known))
  const { db: watched, send } = counted(db)
  const again = saleRecorder(watched)
  const more = () => ({ products: [{ channelId: other.id, price: 49, purchaseId: anId(), activationId: anId() }] })
  const outcomes = await Promise.all(['old', 'new', 'x', 'y', 'z', 'w'].map((name) => again(saleOf(by, name, more()))))
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['authorized']))
  expect(send).toHaveBeenCalledTimes(3)
  const { customers, purchases } = await readLedger(db, by.clientId)
  expect([new Set(customers.map(({ customerId }) => customerId)).size, purchases.length]).toEqual([5, 6])
})

test('a sale that breaks its statement fails alone', async () => {
  const by = await aPartner()
  const record = saleRecorder(db)
  const sales = names(16).map((name, i) => saleOf(by, name, i === 3 ? { name: 'NUL \0 NUL' } : {}))
  const settled = await Promise.allSettled(sales.map(record))
  expect(settled.flatMap(({ status }, i) => (status === 'rejected' ? [i] : []))).toEqual([3])
  expect((await readLedger(db, by.clientId)).purchases.length).toBe(15)
})

test('a customer somebody holds on to keeps only their own sale waiting', async () => {
  const by = await aPartner()
  const record = saleRecorder(db)
  await record(saleOf(by, 'held'))
  let hasEnded = false
  const held = await db.transaction().execute(async (tx) => {
    await tx.selectFrom('customer').select('id').where('partner_id', '=', by.clientId).forUpdate().execute()
    const waiting = record(saleOf(by, 'held')).then(
      () => 'sold',
      (error: unknown) => error,
    )
    void waiting.then(() => (hasEnded = true))
    await Promise.all(names(40).map((name) => record(saleOf(by, name))))
    expect(hasEnded).toBe(false)
    return { waiting }
  })
  const outcome = await held.waiting
  expect(outcome === 'sold' || isLockTimeout(outcome)).toBe(true)
  expect((await readLedger(db, by.clientId)).purchases.length).toBe(41)
})

const crowds: Record<string, (i: number) => { partnerUserId: string; email?: string }> = {
  'one sale sixty-four times': () => ({ partnerUserId: 'one' }),
  'sixteen customers four times': (i) => ({ partnerUserId: `c-${i % 16}`, email: `c-${i % 16}@example.com` }),
  'eight new customers under eight ids each': (i) => ({ partnerUserId: `id-${i}`, email: `p-${i % 8}@example.com` }),
  'strangers, twins and new ids mixed': (i) => ({ partnerUserId: `m-${i % 40}`, email: `m-${i % 24}@example.com` }),
}
for (const [title, who] of Object.entries(crowds)) {
  test(`two nodes that sell ${title} at once sell everything once`, async () => {
    const second = openDatabase({ connection, applicationName: 'second node', log: silentLog })
    const nodes = [saleRecorder(db), saleRecorder(second)]
    for (let round = 0; round < 5; round++) {
      const by = await aPartner()
      const products = [channel, other].map(({ id }) => ({ channelId: id, price: 49 }))
      const sales = Array.from({ length: 64 }, (_, i) => ({ ...who(i), at: i % 2 }))
      const replies = await Promise.all(
        sales.map(({ at, ...customer }) => {
          const request = { partnerId: by.clientId, ...customer, hasMarketingConsent: false, products }
          return authorizeContentAccess({ ...app.ctx, recordSale: nodes[at] ?? app.ctx.recordSale }, request)
        }),
      )
      const { customers, purchases, live } = await readLedger(db, by.clientId)
      const keyOf = new Map(customers.map(({ userId, userAccessKey }) => [userId, userAccessKey]))
      expect(replies.map(({ reply }) => reply.accessKey)).toEqual(sales.map((sale) => keyOf.get(sale.partnerUserId)))
      const people = new Set(customers.map(({ customerId }) => customerId)).size
      expect([purchases.length, live.length]).toEqual([2 * people, 2 * people])
      expect(new Set(live.map((each) => `${each.customerId} ${each.channelId}`)).size).toBe(2 * people)
      const repeated = db.selectFrom('audit').select('id').where('actor', '=', `partner:${by.clientId}`)
      expect((await repeated.execute()).length).toBe(64 - people)
    }
    await second.destroy()
  })
}

const cuts = { 'the answer': true, 'the statement': false }
for (const [what, isKept] of Object.entries(cuts)) {
  test(`when ${what} of many sales is lost all of them hear so, nobody else, and once more converges`, async () => {
    const proxy = await databaseProxy(connection)
    afterAll(() => proxy.close())
    const shaky = openDatabase({ connection: proxy.connection, applicationName: 'shaky', log: silentLog })
    const record = saleRecorder(shaky)
    for (let round = 0; round < 10; round++) {
      const by = await aPartner()
      const lost = `lost-in-${round}`
      if (isKept) proxy.loseAnswerTo(lost)
      else proxy.loseRequest(lost)
      const crowd = [...names(31), lost]
      const settled = await Promise.allSettled(crowd.map((name) => record(saleOf(by, name))))
      const refused = settled.map((each) => each.status === 'rejected' && isOutcomeUnknown(each.reason))
      expect(refused).toEqual(crowd.map((_, i) => i >= 16))
      expect((await readLedger(db, by.clientId)).purchases.length).toBe(isKept ? 32 : 16)
      const again = await Promise.all(crowd.map((name) => record(saleOf(by, name))))
      expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['authorized']))
      const { customers, purchases, live } = await readLedger(db, by.clientId)
      expect([customers.length, purchases.length, live.length]).toEqual([32, 32, 32])
    }
    await shaky.destroy()
  })
}

test('while the database is away everybody is told at once, and it is not asked for each', async () => {
  const by = await aPartner()
  const proxy = await databaseProxy(connection)
  await proxy.close()
  const gone = openDatabase({ connection: proxy.connection, applicationName: 'gone', log: silentLog })
  const { db: watched, send } = counted(gone)
  const record = saleRecorder(watched)
  const settled = await Promise.allSettled(names(40).map((name) => record(saleOf(by, name))))
  expect(settled.every((each) => each.status === 'rejected' && isUnavailable(each.reason))).toBe(true)
  expect(send).toHaveBeenCalledTimes(2)
  await gone.destroy()
})

function silentServer() {
  const send = vi.fn(() => new Promise<never>(() => undefined))
  return { db: { executeQuery: send } as unknown as Database, send }
}

test('statements that hang do not keep others from starting', async () => {
  const by = await aPartner()
  vi.useFakeTimers()
  const { db: silent, send } = silentServer()
  const record = saleRecorder(silent)
  for (const name of names(2)) void record(saleOf(by, name))
  await vi.advanceTimersByTimeAsync(1)
  void record(saleOf(by, 'third'))
  await vi.advanceTimersByTimeAsync(50)
  expect(send).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(60)
  expect(send).toHaveBeenCalledTimes(3)
})

test('who waits five seconds for a twin is told to try again', async () => {
  const by = await aPartner()
  vi.useFakeTimers()
  const { db: silent, send } = silentServer()
  const record = saleRecorder(silent)
  void record(saleOf(by, 'twin'))
  await vi.advanceTimersByTimeAsync(1)
  const second = record(saleOf(by, 'twin')).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(isUnavailable(await second)).toBe(true)
  expect(send).toHaveBeenCalledTimes(1)
})
