import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'

/** A budget for each key: `burst` at once, `perSecond` after that. */
export interface RateLimit {
  /** Takes one from the key's budget, or refuses with how long to wait. */
  take(key: string): void
}

const maxKeys = 50_000

/** Token buckets in memory on the monotonic clock: a jump of the wall clock neither locks anyone out nor lets anyone in. */
export function rateLimit(clock: Clock, { burst, perSecond }: { burst: number; perSecond: number }): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>()

  function refill(key: string) {
    const now = clock.monotonicMs()
    const known = buckets.get(key)
    const tokens = known ? Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond) : burst
    const bucket = { tokens, at: now }
    // Re-inserted so that the map's own order is by last use; the longest unused goes first.
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value ?? key)
    if (bucket.tokens < 1) {
      throw new AppError('RateLimited', { retryAfterSeconds: Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond)) })
    }
    return bucket
  }

  return {
    take: (key) => {
      refill(key).tokens -= 1
    },
  }
}

/** What an address is limited by: itself, or its /64 when it is IPv6, where one household has them all. */
export function networkOf(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped?.[1]) return mapped[1]
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.split('::')
  const left = head === '' ? [] : head.split(':')
  if (tail === undefined) return left.slice(0, 4).join(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
