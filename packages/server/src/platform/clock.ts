/** Where the program learns what time it is; a test owns its own. */
export interface Clock {
  /** UTC wall time. */
  now(): Date
  /** Milliseconds that only ever move forward, whatever happens to the wall clock. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
}
