import { part } from '@osteocom/server/src/testing/answer.ts'
import { testApp } from '@osteocom/server/src/testing/app.ts'
import { readLedger } from '@osteocom/server/src/testing/ledger.ts'
import { expect, test } from 'vitest'

const customers = Number(process.env.DRILL_RACE_CUSTOMERS ?? 200)
const twins = 30
// Few enough that none of the hundred and more in flight waits past what a sale is given, also on a busy machine.
const customersAtOnce = 4

test(`${customers} customers, each authorized ${twins} times at once with connections cut at random, are sold to once`, async () => {
  const app = await testApp()
  const channels = [await app.given.channel(), await app.given.channel()]
  const partner = await app.given.partner({ channels })
  const statuses = new Map<number | 'cut', number>()
  const keys = new Map<string, Set<unknown>>()

  const sell = async (userId: string, signal?: AbortSignal) => {
    const products = channels.map(({ id }) => ({ productId: id, price: 49 }))
    const sale = { clientId: partner.clientId, userId, email: `${userId}@example.com`, products }
    const options = { token: partner.token, ...(signal ? { signal } : {}) }
    const answer = await app.call('contentLicensing_contentAccessAuthorization', sale, options).catch(() => undefined)
    const status = answer?.status ?? 'cut'
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status === 200) keys.set(userId, (keys.get(userId) ?? new Set()).add(part(answer?.body, 'userAccessKey')))
  }
  const race = async (userId: string) => {
    // About one in four hangs up within a time in which some are done and some are not.
    const hangUp = () => (Math.random() < 0.25 ? AbortSignal.timeout(Math.ceil(Math.random() * 100)) : undefined)
    await Promise.all(Array.from({ length: twins }, () => sell(userId, hangUp())))
    await sell(userId)
  }
  const waiting = Array.from({ length: customers }, (_, i) => `racer-${i}`)
  const racers = Array.from({ length: customersAtOnce }, async () => {
    for (let userId = waiting.pop(); userId !== undefined; userId = waiting.pop()) await race(userId)
  })
  await Promise.all(racers)

  const ledger = await readLedger(app.db, partner.clientId)
  const perClaim = ({ customerId, channelId }: { customerId: string; channelId: string }) =>
    `${customerId} ${channelId}`
  expect(statuses.get('cut') ?? 0).toBeGreaterThan(0)
  expect([...statuses.keys()].filter((status) => status !== 'cut')).toEqual([200])
  expect([...keys.values()].filter((each) => each.size !== 1)).toEqual([])
  expect(new Map(ledger.customers.map(({ userId, userAccessKey }) => [userId, userAccessKey]))).toEqual(
    new Map([...keys].map(([userId, [key]]) => [userId, key])),
  )
  expect([ledger.customers.length, ledger.live.length, ledger.purchases.length]).toEqual([
    customers,
    2 * customers,
    2 * customers,
  ])
  expect(new Set(ledger.live.map(perClaim)).size).toBe(2 * customers)
  expect(new Set(ledger.purchases.map(perClaim)).size).toBe(2 * customers)
}, 120_000)
