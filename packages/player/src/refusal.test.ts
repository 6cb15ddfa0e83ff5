import type { HeartbeatReply } from '@osteocom/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterRefusal } from './refusal.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function refusedBy(...replies: (HeartbeatReply | undefined)[]) {
  const session = { isOver: false, report: vi.fn(async () => replies.shift()) }
  const retry = vi.fn()
  const stop = vi.fn()
  return { session, retry, stop, ask: afterRefusal(session, { retry, stop }) }
}

test('goes on once when the server knows no reason, and stops when refused again at once', async () => {
  const { ask, retry, stop } = refusedBy({ state: 'live' }, { state: 'live' })
  await ask()
  expect([retry.mock.calls.length, stop.mock.calls.length]).toEqual([1, 0])
  await ask()
  expect([retry.mock.calls.length, stop.mock.calls.length]).toEqual([1, 1])
})

test('holds no grudge: a refusal long after the last one gets its own second chance', async () => {
  const { ask, retry, stop } = refusedBy({ state: 'live' }, { state: 'live' })
  await ask()
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  retry.mockClear()
  await ask()
  expect([retry.mock.calls.length, stop.mock.calls.length]).toEqual([1, 0])
})

test('reminds an engine that gave up while it was told to go on', async () => {
  const { ask, retry } = refusedBy({ state: 'live' })
  await ask()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(retry).toHaveBeenCalledTimes(2)
})

test('asks again while the server is out of reach', async () => {
  const { ask, session, retry } = refusedBy(undefined, undefined, { state: 'live' })
  await ask()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(session.report).toHaveBeenCalledTimes(3)
  expect(retry).toHaveBeenCalledTimes(1)
})

test('asks no more once the session is over', async () => {
  const { ask, session } = refusedBy(undefined)
  await ask()
  session.isOver = true
  await vi.advanceTimersByTimeAsync(60_000)
  expect(session.report).toHaveBeenCalledTimes(1)
})
