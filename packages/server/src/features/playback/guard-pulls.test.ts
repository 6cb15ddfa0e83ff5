import { expect, test } from 'vitest'
import { AppError } from '../../platform/errors.ts'
import { rateLimit } from '../../platform/http/rate-limit.ts'
import { testApp } from '../../testing/app.ts'
import { testClock } from '../../testing/clock.ts'
import { anId } from '../../testing/given.ts'
import { guardPulls, type PullGuard } from './guard-pulls.ts'

const app = await testApp()
const keySeconds = 30
const hour = 3600

/** A customer who takes as many seconds of video as fast as may be, in sessions of which each is opened when it serves. */
async function pull(clock: ReturnType<typeof testClock>, guards: readonly PullGuard[], seconds: number) {
  const customerId = anId()
  const start = clock.now().getTime()
  for (let taken = 0; taken < seconds; taken += keySeconds) {
    const waits = await Promise.all(
      guards.map(async (guard) => {
        try {
          await guard.key({ sessionId: app.ctx.random(16), customerId, seconds: keySeconds })
          return 0
        } catch (error) {
          if (!(error instanceof AppError) || error.code !== 'RateLimited') throw error
          return error.retryAfterSeconds ?? 1
        }
      }),
    )
    taken += keySeconds * (waits.filter((wait) => wait === 0).length - 1)
    if (!waits.includes(0)) clock.advance(Math.min(...waits))
  }
  const notices = async () =>
    (
      await app.db
        .selectFrom('audit')
        .select('id')
        .where('action', '=', 'playback.pulled')
        .where('subject', '=', `customer:${customerId}`)
        .execute()
    ).length
  return { minutes: Math.round((clock.now().getTime() - start) / 60_000), notices }
}

function guard(clock = testClock(), sharedLimit: Parameters<typeof guardPulls>[0]['sharedLimit'] = alone(clock)) {
  return { clock, guard: guardPulls({ ...app.ctx, clock, sharedLimit }) }
}
const alone =
  (clock: ReturnType<typeof testClock>): Parameters<typeof guardPulls>[0]['sharedLimit'] =>
  (_name, budget) => {
    const limit = rateLimit(clock, budget)
    return { take: async (key) => limit.take(key) }
  }

// What docs/protection.md says of a determined customer.
const pulls: Record<string, [seconds: number, minutes: number]> = {
  'a lesson of ten minutes': [600, 0],
  'a lesson of an hour': [hour, 8],
  'a course of ten hours': [10 * hour, 143],
  'a course of forty hours': [40 * hour, 1536],
}
for (const [title, [seconds, minutes]] of Object.entries(pulls)) {
  test(`${title} is carried away in ${minutes} minutes, in however many sessions`, async () => {
    const { clock, guard: one } = guard()
    const pulled = await pull(clock, [one], seconds)
    expect(pulled.minutes).toBe(minutes)
  })
}

test('whoever carries away hours of video is put on record, also where they keep to the pace', async () => {
  const { clock, guard: one } = guard()
  const customerId = anId()
  for (let taken = 0; taken < 7 * hour; taken += keySeconds) {
    await one.key({ sessionId: app.ctx.random(16), customerId, seconds: keySeconds })
    clock.advance(keySeconds / 4)
  }
  const lines = () => app.db.selectFrom('audit').select('id').where('subject', '=', `customer:${customerId}`).execute()
  await expect.poll(lines).toHaveLength(1)
})

test('an evening at double speed is nobody’s business', async () => {
  const { clock, guard: one } = guard()
  const session = { sessionId: app.ctx.random(16), customerId: anId(), seconds: keySeconds }
  for (let watched = 0; watched < 10 * hour; watched += keySeconds) {
    await one.key(session)
    clock.advance(keySeconds / 2)
  }
  expect(
    await app.db.selectFrom('audit').select('id').where('subject', '=', `customer:${session.customerId}`).execute(),
  ).toEqual([])
})

test('twenty leaps within a minute, of two keys each, wait for nothing', async () => {
  const { clock, guard: one } = guard()
  const session = { sessionId: app.ctx.random(16), customerId: anId(), seconds: keySeconds }
  for (let leap = 0; leap < 20; leap += 1) {
    for (let n = 0; n < 2; n += 1) await expect(one.key(session)).resolves.toBeUndefined()
    clock.advance(3)
  }
})

test('of two nodes each has its own budgets, but for those that they count together', async () => {
  const apart = testClock()
  const two = [guard(apart).guard, guard(apart).guard]
  expect((await pull(apart, two, hour)).minutes).toBe(0)
  const clock = testClock()
  const limit = alone(clock)('keys', { burst: 60, perSecond: 4 / 30 })
  const together = [guard(clock, () => limit).guard, guard(clock, () => limit).guard]
  expect((await pull(clock, together, hour)).minutes).toBe(8)
})
