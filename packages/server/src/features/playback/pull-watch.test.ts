import { expect, test } from 'vitest'
import { AppError } from '../../platform/errors.ts'
import { testClock } from '../../testing/clock.ts'
import { pullWatch } from './pull-watch.ts'

const segment = 6
function watched(budget = { pace: 3, allowanceSeconds: 60 }) {
  const clock = testClock()
  const noticed: string[] = []
  const watch = pullWatch({ clock }, budget, (name) => noticed.push(name))
  /** Undefined where it was given, else the seconds to wait. */
  const take = (name = 'session') => {
    try {
      return watch.take(name, segment)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'RateLimited') throw error
      return error.retryAfterSeconds
    }
  }
  return { clock, noticed, take }
}

test('a start is given at once, then three times what can be watched, and whoever waits as told gets on', () => {
  const { clock, take } = watched()
  const start = Array.from({ length: 10 }, () => take())
  expect(start.every((answer) => answer === undefined)).toBe(true)
  expect(take()).toBe(2)
  clock.advance(2)
  expect([take(), take()]).toEqual([undefined, 2])
})

test('a player at the fastest speed never meets it', () => {
  const { clock, take } = watched({ pace: 3, allowanceSeconds: 60 })
  for (let i = 0; i < 1000; i += 1) {
    clock.advance(segment / 2)
    expect(take()).toBeUndefined()
  }
})

test('one session does not pay for another', () => {
  const { take } = watched()
  while (take('one') === undefined);
  expect(take('two')).toBeUndefined()
})

test('whoever keeps on for half a minute is noticed, once', () => {
  const { clock, noticed, take } = watched()
  for (let second = 0; second < 29; second += 1) {
    for (let i = 0; i < 20; i += 1) take()
    clock.advance(1)
  }
  expect(noticed).toEqual([])
  for (let second = 0; second < 60; second += 1) {
    for (let i = 0; i < 20; i += 1) take()
    clock.advance(1)
  }
  expect(noticed).toEqual(['session'])
})

test('a hand that was on the time line now and then is not noticed', () => {
  const { clock, noticed, take } = watched()
  for (let round = 0; round < 20; round += 1) {
    for (let i = 0; i < 15; i += 1) take()
    clock.advance(90)
  }
  expect(noticed).toEqual([])
})
