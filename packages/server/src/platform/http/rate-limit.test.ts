import { expect, test } from 'vitest'
import { testClock } from '../../testing/clock.ts'
import { AppError } from '../errors.ts'
import { networkOf, rateLimit } from './rate-limit.ts'

const networks: Record<string, string> = {
  '203.0.113.7': '203.0.113.7',
  '::ffff:203.0.113.7': '203.0.113.7',
  '::FFFF:203.0.113.7': '203.0.113.7',
  '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
  '2001:db8:1:2::9': '2001:db8:1:2',
  '2001:db8::9': '2001:db8:0:0',
  '::1': '0:0:0:0',
  '::': '0:0:0:0',
  '2001:db8:1:2:3::': '2001:db8:1:2',
  '1::': '1:0:0:0',
}
for (const [ip, network] of Object.entries(networks)) {
  test(`${ip} is limited as ${network}`, () => expect(networkOf(ip)).toBe(network))
}

/** Seconds to wait, or 0 where it may go on. */
function waitOf(take: () => void): number {
  try {
    take()
    return 0
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'RateLimited') throw error
    return error.retryAfterSeconds ?? Number.NaN
  }
}

test('a budget is spent at once, then refills at its rate and never beyond itself', () => {
  const clock = testClock()
  const limit = rateLimit(clock, { burst: 3, perSecond: 0.5 })
  const take = () => waitOf(() => limit.take('a'))
  expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 2])
  clock.advance(1)
  expect(take()).toBe(1)
  clock.advance(1)
  expect([take(), take()]).toEqual([0, 2])
  clock.advance(3600)
  expect([take(), take(), take(), take()]).toEqual([0, 0, 0, 2])
})

test('being refused costs nothing', () => {
  const clock = testClock()
  const limit = rateLimit(clock, { burst: 1, perSecond: 1 })
  limit.take('a')
  for (let i = 0; i < 5; i++) expect(waitOf(() => limit.take('a'))).toBe(1)
  clock.advance(1)
  expect(waitOf(() => limit.take('a'))).toBe(0)
})

test('one key’s spending is no other’s', () => {
  const limit = rateLimit(testClock(), { burst: 1, perSecond: 1 })
  limit.take('a')
  expect(waitOf(() => limit.take('b'))).toBe(0)
})

test('it keeps its oldest keys no longer than it has room, and its newest always', () => {
  const limit = rateLimit(testClock(), { burst: 1, perSecond: 1 })
  for (let i = 0; i <= 50_000; i++) limit.take(`key ${i}`)
  expect([waitOf(() => limit.take('key 0')), waitOf(() => limit.take('key 50000'))]).toEqual([0, 1])
})
