import { createClient } from '@redis/client'
import { afterEach, expect, test, vi } from 'vitest'
import { type TestClock, testClock } from '../../testing/clock.ts'
import { testRedis } from '../../testing/redis.ts'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { type Budget, openSharedLimits, type SharedLimit } from './shared-limit.ts'

const redis = await testRedis()
// So slow that nothing comes back while a test runs, whatever else the machine does.
const tight = { burst: 2, perSecond: 2 / 3000 }
const opened: { close(): void }[] = []
afterEach(() => {
  for (const limits of opened.splice(0)) limits.close()
})

/** One of several processes; as patient as a test has to be on a machine that is busy with others. */
async function node({
  redisUrl = redis.url,
  clock = testClock(),
  patienceMs = 10_000,
}: {
  redisUrl?: string
  clock?: TestClock
  patienceMs?: number
} = {}) {
  const said: string[] = []
  const say = (_fields: unknown, text?: string) => said.push(text ?? String(_fields))
  const limits = await openSharedLimits({
    clock,
    redisUrl,
    patienceMs,
    log: Object.assign(createLog('silent'), { warn: say, info: say }),
  })
  opened.push(limits)
  return { clock, said, limit: (budget: Budget, name = 'sign-in') => limits.sharedLimit(name, budget) }
}

/** Seconds to wait, or 0 where it may go on. */
async function waitOf(limit: SharedLimit, key: string): Promise<number> {
  try {
    await limit.take(key)
    return 0
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'RateLimited') throw error
    return error.retryAfterSeconds ?? Number.NaN
  }
}

let keys = 0
const aKey = () => `key-${keys++}`

test('without Redis, a process keeps its own budgets', async () => {
  const clock = testClock()
  const { sharedLimit } = await openSharedLimits({ clock, redisUrl: undefined, log: createLog('silent') })
  const limit = sharedLimit('card', { burst: 2, perSecond: 0.5 })
  const waits = [await waitOf(limit, 'a'), await waitOf(limit, 'a'), await waitOf(limit, 'a'), await waitOf(limit, 'b')]
  expect(waits).toEqual([0, 0, 2, 0])
  clock.advance(2)
  expect(await waitOf(limit, 'a')).toBe(0)
})

test('with Redis, processes share a budget, and say how long to wait', async () => {
  const [one, other] = [(await node()).limit(tight), (await node()).limit(tight)]
  const key = aKey()
  expect([await waitOf(one, key), await waitOf(other, key)]).toEqual([0, 0])
  for (const limit of [one, other]) {
    const wait = await waitOf(limit, key)
    expect(wait).toBeGreaterThan(1000)
    expect(wait).toBeLessThanOrEqual(1500)
  }
  expect(await waitOf(other, aKey())).toBe(0)
})

test('a budget refills at its rate: at no moment is there more than one of it to spend', async () => {
  const limit = (await node()).limit({ burst: 20, perSecond: 20 })
  const client = await createClient({ url: redis.url }).connect()
  const now = async () => {
    const [seconds = 0, micros = 0] = (await client.sendCommand<[string, string]>(['TIME'])).map(Number)
    return seconds * 1000 + micros / 1000
  }
  const key = aKey()
  await waitOf(limit, key)
  const begunAt = await now()
  await vi.waitUntil(async () => (await now()) > begunAt + 900, { interval: 5 })
  // A second after the first take is where a count by the second would begin anew.
  const sinceMs = await now()
  let granted = 0
  while ((await now()) < begunAt + 1200 || granted < 20) if ((await waitOf(limit, key)) === 0) granted += 1
  const refilled = 20 * (((await now()) - sinceMs) / 1000)
  client.destroy()
  expect(granted).toBeLessThanOrEqual(20 + refilled + 1)
})

test('limits of another name share nothing', async () => {
  const { limit } = await node()
  const key = aKey()
  for (const name of ['a', 'b']) expect(await waitOf(limit({ burst: 1, perSecond: 1 / 1500 }, name), key)).toBe(0)
})

test('Redis learns no key', async () => {
  await waitOf((await node()).limit(tight), 'ada@learner.example')
  const client = await createClient({ url: redis.url }).connect()
  const stored = await client.keys('*')
  await client.close()
  expect(stored.length).toBeGreaterThan(0)
  expect(stored.filter((key) => !/^bucket:[a-z-]+:[\w-]{22}$/.test(key))).toEqual([])
})

test('while Redis hangs, requests go on without it; then it counts again', async () => {
  const { limit, clock, said } = await node({ patienceMs: 1_000 })
  const limited = limit(tight)
  const key = aKey()
  expect([await waitOf(limited, key), await waitOf(limited, key)]).toEqual([0, 0])
  redis.freeze()
  // In memory the whole budget is there again.
  const waits = [await waitOf(limited, key), await waitOf(limited, key), await waitOf(limited, key)]
  expect(waits).toEqual([0, 0, 1500])
  expect(said).toEqual(['Redis is away: until it is back, each process keeps its own limits'])
  redis.thaw()
  await vi.waitUntil(
    async () => {
      clock.advance(3)
      await waitOf(limited, aKey())
      return said.length > 1
    },
    { timeout: 10_000 },
  )
  expect(said.at(-1)).toBe('Redis is back: limits are shared again')
  // By this process's clock there is a whole budget once more; by that of Redis there is not.
  clock.advance(3600)
  expect(await waitOf(limited, key)).toBeGreaterThan(1000)
})

test('a Redis that dies is missed once and found again', async () => {
  const { limit, clock, said } = await node()
  const limited = limit(tight)
  await redis.stop()
  for (let takes = 0; takes < 5; takes += 1) {
    expect(await waitOf(limited, aKey())).toBe(0)
    clock.advance(3)
  }
  expect(said).toEqual(['Redis is away: until it is back, each process keeps its own limits'])
  await redis.start()
  await vi.waitUntil(() => said.length > 1, { timeout: 10_000 })
  expect(said.at(-1)).toBe('Redis is back: limits are shared again')
})

test('a process that starts without its Redis works alone', async () => {
  const { limit, said } = await node({ redisUrl: 'redis://127.0.0.1:1' })
  const key = aKey()
  expect([await waitOf(limit(tight), key), said.length]).toEqual([0, 1])
})
