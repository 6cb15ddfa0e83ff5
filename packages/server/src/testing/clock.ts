import type { Clock } from '../platform/clock.ts'

/** A clock that stands still until it is told otherwise. */
export interface TestClock extends Clock {
  advance(seconds: number): void
}

export function testClock(start = new Date('2026-03-02T10:00:00.250Z')): TestClock {
  let passedMs = 0
  return {
    now: () => new Date(start.getTime() + passedMs),
    monotonicMs: () => 1000 + passedMs,
    advance: (seconds) => {
      passedMs += seconds * 1000
    },
  }
}
