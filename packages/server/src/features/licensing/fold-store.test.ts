import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { sqlState } from '../../platform/database/failures.ts'
import type { Database } from '../../platform/database/open.ts'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'
import { saleRecorder } from './fold-sales.ts'
import { insertSales } from './fold-store.ts'
import { insertSale, type Sale, type SaleOutcome } from './sale-store.ts'

const app = await testApp()
const { db } = app
const [one, two, strange] = [await app.given.channel(), await app.given.channel(), await app.given.channel()]
const withdrawn = await app.given.channel()
const yen = await app.given.channel({ currency: 'JPY', priceMinor: 4900 })
const partners = [
  await app.given.partner({ channels: [one, two, yen, withdrawn] }),
  await app.given.partner({ channels: [one, yen] }),
]
await db.updateTable('catalog_entry').set({ is_enabled: false }).where('channel_id', '=', withdrawn.id).execute()

interface Plan {
  partner: number
  user: number
  mail: number | undefined
  name: string | undefined
  hasMarketingConsent: boolean
  products: { channel: number; price: number }[]
}

const channels = [one, two, yen, strange, withdrawn]
const plan: fc.Arbitrary<Plan> = fc.record({
  partner: fc.nat({ max: 1 }),
  user: fc.nat({ max: 5 }),
  mail: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
  name: fc.option(fc.constantFrom('Ada', 'Bea', 'Zoë'), { nil: undefined }),
  hasMarketingConsent: fc.boolean(),
  products: fc.array(
    fc.record({
      channel: fc.oneof({ arbitrary: fc.nat({ max: 2 }), weight: 9 }, fc.integer({ min: 3, max: 4 })),
      price: fc.oneof({ arbitrary: fc.constantFrom(0, 10, 4900), weight: 9 }, fc.constantFrom(9.5, 9.99, 1.001)),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})

function saleOf({ partner, user, mail, name, hasMarketingConsent, products }: Plan, n: number): Sale {
  const email = mail === undefined ? undefined : `Reader-${mail}@example.com`
  return {
    partnerId: partners[partner]?.clientId ?? '',
    partnerUserId: `reader-${user}`,
    email,
    emailMatch: email?.toLowerCase(),
    name,
    hasMarketingConsent,
    occurredAt: new Date(app.clock.now().getTime() + n * 1000),
    products: products.map(({ channel, price }) => ({
      channelId: channels[channel]?.id ?? '',
      price,
      purchaseId: anId(),
      activationId: anId(),
    })),
    customerId: anId(),
    accessKey: app.ctx.random(32),
    auditId: anId(),
  }
}

class Undo extends Error {}

/** What the work answers, all of which is undone. */
async function tried<T>(work: (tx: Database) => Promise<T>): Promise<T> {
  let answer: { is: T } | undefined
  const undone = await db
    .transaction()
    .execute(async (tx) => {
      answer = { is: await work(tx) }
      throw new Undo()
    })
    .catch((error: unknown) => error)
  if (!answer || !(undone instanceof Undo)) throw undone
  return answer.is
}

const tables = ['customer', 'customer_user_id', 'purchase', 'activation', 'audit'] as const

async function contents(tx: Database): Promise<unknown[][]> {
  const all: unknown[][] = []
  for (const table of tables) all.push(await tx.selectFrom(table).selectAll().orderBy(sql`1, 2`).execute())
  return all
}

/** Some customers are known already, and what one in two of them has bought has run out. */
async function live(tx: Database, past: readonly Sale[]): Promise<void> {
  for (const sale of past) await insertSale(tx, sale)
  await sql`update activation set expires_at = created_at + interval '1 second'
    where right(customer_id, 1) < '8' and source = 'purchase'`.execute(tx)
}

test('folded sales leave the tables and get the answers that they would one by one', async () => {
  let folded = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(plan, { maxLength: 6 }),
      fc.array(plan, { minLength: 2, maxLength: 24 }),
      async (a, b) => {
        const past = a.map(saleOf)
        const sales = b.map((each, n) => saleOf(each, a.length + n))
        const order: number[] = []
        const together = await tried(async (tx) => {
          await live(tx, past)
          const record = saleRecorder(tx)
          const outcomes = await Promise.all(
            sales.map(async (sale, n) => {
              const outcome = await record(sale)
              order.push(n)
              return outcome
            }),
          )
          return { outcomes, contents: await contents(tx) }
        })
        const alone = await tried(async (tx) => {
          await live(tx, past)
          const outcomes: SaleOutcome[] = []
          for (const n of order) {
            const sale = sales[n]
            if (sale) outcomes[n] = await insertSale(tx, sale)
          }
          return { outcomes, contents: await contents(tx) }
        })
        expect(together).toEqual(alone)
        folded += together.outcomes.filter(({ outcome }) => outcome === 'authorized').length
      },
    ),
    { numRuns: Number(process.env.FOLD_RUNS ?? 60) },
  )
  expect(folded).toBeGreaterThan(0)
})

test('nothing is kept of a sale that has to wait for another of the same customer', async () => {
  const reader = { partner: 0, name: undefined, hasMarketingConsent: false, products: [{ channel: 0, price: 10 }] }
  await tried(async (tx) => {
    await insertSale(tx, saleOf({ ...reader, user: 1, mail: 1 }, 0))
    const before = await contents(tx)
    const first = saleOf({ ...reader, user: 1, mail: undefined }, 1)
    const outcomes = await insertSales(tx, [first, saleOf({ ...reader, user: 2, mail: 1 }, 2)])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['authorized', 'wait'])
    const after = (await contents(tx)).map((rows, i) => [tables[i], rows.length - (before[i]?.length ?? 0)])
    expect(after.filter(([, more]) => more !== 0)).toEqual([['audit', 1]])
  })
})

const rounds = 25
const crowd = Array.from({ length: 60 }, (_, i) => i)
// Longer than the server takes to notice that two lock each other out.
const lockWaitMs = 10_000
const shuffled = () => crowd.toSorted(() => Math.random() - 0.5)

/** How statements fail that two nodes send at the same moment. */
async function collide(statements: Sale[][]): Promise<string[]> {
  const settled = await Promise.allSettled(statements.map((sales) => insertSales(db, sales, lockWaitMs)))
  return settled.flatMap((each) => (each.status === 'rejected' ? [sqlState(each.reason) ?? String(each.reason)] : []))
}

test('statements that share their customers, named otherwise and in another order, never lock each other out', async () => {
  const by = await app.given.partner({ channels: [one] })
  const products = () => [{ channelId: one.id, price: 10, purchaseId: anId(), activationId: anId() }]
  const named = (name: string, email?: string): Sale => ({
    ...saleOf({ partner: 0, user: 0, mail: undefined, name, hasMarketingConsent: false, products: [] }, 0),
    partnerId: by.clientId,
    partnerUserId: name,
    emailMatch: email,
    products: products(),
  })
  for (const name of ['a', 'b']) {
    const sales = crowd.map((i) => named(`${name}-${i}`, `${i}@example.com`))
    expect((await insertSales(db, sales)).every(({ outcome }) => outcome === 'authorized')).toBe(true)
  }
  for (let round = 0; round < rounds; round++) {
    const statements = ['a', 'b', 'a'].map((name) => shuffled().map((i) => named(`${name}-${i}`)))
    expect(await collide(statements)).toEqual([])
  }
})

test('statements that bring the same new addresses in another order never lock each other out', async () => {
  for (let round = 0; round < rounds; round++) {
    const by = await app.given.partner({ channels: [one] })
    const statements = ['a', 'b'].map((name) =>
      shuffled().map((i) => ({
        ...saleOf({ partner: 0, user: 0, mail: i, name, hasMarketingConsent: false, products: [] }, 0),
        partnerId: by.clientId,
        partnerUserId: `${name}-${i}`,
        products: [{ channelId: one.id, price: 10, purchaseId: anId(), activationId: anId() }],
      })),
    )
    // The second finds an address taken: that is for the caller to try again.
    expect(['', '23505']).toContain((await collide(statements)).join())
  }
})
