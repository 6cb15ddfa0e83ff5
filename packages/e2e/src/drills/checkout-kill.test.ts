import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Context, createContext } from '@osteocom/server/src/app/context.ts'
import { readConfig } from '@osteocom/server/src/config/config.ts'
import { reconcileOrders } from '@osteocom/server/src/features/orders/index.ts'
import { createLog } from '@osteocom/server/src/platform/log.ts'
import { diskStorage } from '@osteocom/server/src/platform/storage/disk-storage.ts'
import { testClock } from '@osteocom/server/src/testing/clock.ts'
import { givenAccount } from '@osteocom/server/src/testing/given-account.ts'
import { testVisitor } from '@osteocom/server/src/testing/visitor.ts'
import { beforeAll, expect, test } from 'vitest'
import { drill, startVictim } from './victim.ts'

const rounds = Number(process.env.DRILL_KILLS ?? 3)
const paidPerRound = Number(process.env.DRILL_PAYMENTS_PER_KILL ?? 12)
const clients = 4
const channelId = '66f1a2d14be19d0037b20001'
const magazine = '66f1a2c04be19d0037a1d002'

const victim = await startVictim({ TRUSTED_PROXIES: '127.0.0.1', CARD_REQUESTS_PER_MINUTE: '1000000' })

interface Buyer {
  accountId: string
  cookie: string
  /** Whether the thank-you page was seen. */
  isThanked: boolean
}
let buyers: Buyer[] = []
let broken = 0

beforeAll(
  async () => {
    buyers = await withHouse(async (ctx) => {
      const made: Buyer[] = []
      for (let i = 0; i < (rounds + 2) * paidPerRound * 2; i++)
        made.push({ ...(await givenAccount(ctx)), isThanked: false })
      return made
    })
    await drill(victim, { rounds, perRound: paidPerRound, done: thanked, work: buy })
  },
  60_000 + rounds * 30_000,
)
/** The program's use cases in our own hands, on its tables, beside it. */
function withHouse<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return victim.withTables(async (db) => {
    const ctx = await createContext({
      config: readConfig({ PUBLIC_URL: victim.origin }),
      secret: readFileSync(join(victim.folder, 'secret')),
      db,
      storage: diskStorage(join(victim.folder, 'storage')),
      log: createLog('silent'),
      // A while later, as far as what waits to be looked at again is concerned.
      clock: testClock(new Date(Date.now() + 5 * 60_000)),
    })
    try {
      return await work(ctx)
    } finally {
      await ctx.close()
    }
  })
}

/** One try at buying, page by page, as a browser without scripts does it. */
async function tryToBuy({ cookie, accountId }: Buyer, n: number): Promise<boolean> {
  // Each buyer from a network of its own, so that no limit is what is met.
  const headers = { 'x-forwarded-for': `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` }
  const visitor = testVisitor({ url: victim.origin, ctx: { publicUrl: victim.origin } }, { cookie, headers })
  const query = new URLSearchParams({ clientId: magazine, productId: channelId, partnerUserId: accountId })
  const card = await visitor.open(`/embed/content-licensing?${query}`)
  const intent = /checkout\?intent=([\w.-]+)/.exec(card.html)?.[1]
  // Already purchased, says the card: then a try before this one did it.
  if (intent === undefined) return card.html.includes('/my-courses/')
  const till = await visitor.post('/checkout', { intent, country: 'IT', terms: 'yes', startsAtOnce: 'yes' })
  if (!till.url.startsWith('/checkout/sandbox/')) return false
  const order = await visitor.post(till.url, { action: 'pay' })
  return order.status === 200 && order.html.includes('Thank you')
}

async function buyUntil(isOver: () => boolean, queue: Iterator<[number, Buyer]>): Promise<void> {
  for (let next = queue.next(); !next.done && !isOver(); next = queue.next()) {
    const [n, buyer] = next.value
    while (!buyer.isThanked && !isOver()) {
      buyer.isThanked = await tryToBuy(buyer, n).catch(() => false)
      if (buyer.isThanked) break
      broken++
      // Some walk away from an error page and never come back.
      if (Math.random() < 0.02) break
      await delay(100)
    }
  }
}

const thanked = () => buyers.filter(({ isThanked }) => isThanked).length

function buy(isOver: () => boolean): Promise<unknown> {
  const queue = buyers.entries()
  return Promise.all(Array.from({ length: clients }, () => buyUntil(isOver, queue)))
}

interface Books {
  charged: Map<string, number>
  bought: Map<string, number>
  receipts: string[]
}

/** What the bank took and what each account got for it. */
function readBooks({ db }: Context): Promise<Books> {
  return db.transaction().execute(async (tx) => {
    const payments = await tx
      .selectFrom('sandbox_payment')
      .innerJoin('order', 'order.id', 'sandbox_payment.order_id')
      .select('order.account_id')
      .where('sandbox_payment.state', '=', 'paid')
      .execute()
    const claims = await tx
      .selectFrom('activation')
      .innerJoin('customer', 'customer.id', 'activation.customer_id')
      .innerJoin('purchase', 'purchase.id', 'activation.purchase_id')
      .select('customer.account_id')
      .where('activation.ended_at', 'is', null)
      .execute()
    const numbers = await tx
      .selectFrom('order')
      .select('receipt_number')
      .where('receipt_number', 'is not', null)
      .orderBy('receipt_number')
      .execute()
    return {
      charged: countBy(payments.map(({ account_id }) => account_id ?? '')),
      bought: countBy(claims.map(({ account_id }) => account_id ?? '')),
      receipts: numbers.map(({ receipt_number }) => receipt_number ?? ''),
    }
  })
}

function countBy(ids: readonly string[]): Map<string, number> {
  return new Map([...Map.groupBy(ids, (id) => id)].map(([id, all]) => [id, all.length]))
}

/** One complaint for each account that paid twice, paid for nothing, got something for nothing, or was thanked for nothing. */
function judge({ charged, bought }: Books): string[] {
  return buyers.flatMap(({ accountId, isThanked }) => {
    const [paid, got] = [charged.get(accountId) ?? 0, bought.get(accountId) ?? 0]
    const complaints = paid === got && paid <= 1 ? [] : [`${accountId}: charged ${paid} times, has ${got} courses`]
    return isThanked && got === 0 ? [...complaints, `${accountId}: thanked and lost`] : complaints
  })
}

test('who was thanked has the course, nobody paid twice, and no money is kept for nothing', async () => {
  const books = await withHouse(async (ctx) => {
    await reconcileOrders(ctx)
    return readBooks(ctx)
  })
  console.log(`${rounds} kills: ${thanked()} thanked, ${broken} tries broken, ${books.charged.size} charged`)
  expect(judge(books)).toEqual([])
  expect(thanked()).toBeGreaterThan(rounds * paidPerRound)
  expect(broken).toBeGreaterThan(0)
})

test('receipts are numbered without a gap', async () => {
  const { receipts } = await withHouse(readBooks)
  const year = receipts[0]?.slice(0, 4)
  expect(receipts).toEqual(receipts.map((_, i) => `${year}-${String(i + 1).padStart(6, '0')}`))
})

// The control: were a right lost after the thanks, the same reading and the same judge would say so.
test('one right taken from the tables is missed', async () => {
  const accountId = buyers.find(({ isThanked }) => isThanked)?.accountId ?? ''
  const books = await withHouse(async (ctx) => {
    const mine = ctx.db.selectFrom('customer').select('id').where('account_id', '=', accountId)
    await ctx.db.deleteFrom('activation').where('customer_id', 'in', mine).execute()
    return readBooks(ctx)
  })
  expect(judge(books)).toEqual([`${accountId}: charged 1 times, has 0 courses`, `${accountId}: thanked and lost`])
})
