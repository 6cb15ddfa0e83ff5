import { createClient } from '@redis/client'
import { afterEach, expect, test, vi } from 'vitest'
import { type TestClock, testClock } from '../../testing/clock.ts'
import { testRedis } from '../../testing/redis.ts'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { type Budget, openSharedLimits, type SharedLimit } from './shared-limit.ts'

const redis = await testRedis()
const tight = { burst: 2, perSecond: 2 / 30 }
const opened: { close(): void }[] = []
afterEach(() => {
  for (const limits of opened.splice(0)) limits.close()
})

/** One of several processes. */
async function node({ redisUrl = redis.url, clock = testClock() }: { redisUrl?: string; clock?: TestClock } = {}) {
  const said: string[] = []
  const say = (_fields: unknown, text?: string) => said.push(text ?? String(_fields))
  const limits = await openSharedLimits({
    clock,
    redisUrl,
    log: Object.assign(createLog('silent'), { warn: say, info: say }),
  })
  opened.push(limits)
  return { clock, said, limit: (budget: Budget) => limits.sharedLimit('sign-in', budget) }
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
  expect([await waitOf(one, key), await waitOf(other, key), await waitOf(one, key)]).toEqual([0, 0, 30])
  expect(await waitOf(other, key)).toBeGreaterThan(28)
  expect(await waitOf(other, aKey())).toBe(0)
})

test('limits of another name share nothing', async () => {
  const { sharedLimit } = await openSharedLimits({ clock: testClock(), redisUrl: redis.url, log: createLog('silent') })
  const key = aKey()
  for (const name of ['a', 'b']) expect(await waitOf(sharedLimit(name, { burst: 1, perSecond: 1 }), key)).toBe(0)
})

test('Redis learns no key', async () => {
  await waitOf((await node()).limit(tight), 'ada@learner.example')
  const client = await createClient({ url: redis.url }).connect()
  const stored = await client.keys('*')
  await client.close()
  expect(stored.length).toBeGreaterThan(0)
  expect(stored.filter((key) => !/^limit:[a-z-]+:[\w-]{22}$/.test(key))).toEqual([])
})

test('while Redis hangs, requests go on without it and hardly wait; then it counts again', async () => {
  const { limit, clock, said } = await node()
  const limited = limit(tight)
  const key = aKey()
  expect(await waitOf(limited, key)).toBe(0)
  redis.freeze()
  const begunAt = performance.now()
  // In memory the whole budget is there again.
  const waits = [await waitOf(limited, key), await waitOf(limited, key), await waitOf(limited, key)]
  expect(performance.now() - begunAt).toBeLessThan(500)
  expect(waits).toEqual([0, 0, 15])
  expect(said).toEqual(['Redis is away: until it is back, each process keeps its own limits'])
  redis.thaw()
  clock.advance(2)
  await vi.waitUntil(async () => (await waitOf(limited, key)) > 15)
  await waitOf(limited, aKey())
  expect(said.at(-1)).toBe('Redis is back: limits are shared again')
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
