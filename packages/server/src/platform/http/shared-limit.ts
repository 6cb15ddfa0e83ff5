import { createHash } from 'node:crypto'
import { createClient } from '@redis/client'
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Clock } from '../clock.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { rateLimit } from './rate-limit.ts'

export interface Budget {
  burst: number
  perSecond: number
}

/** A budget for each key, kept by all processes together where there is a Redis. */
export interface SharedLimit {
  /** Takes one from the key's budget, or refuses with how long to wait. Never fails for want of Redis, and hardly waits for it. */
  take(key: string): Promise<void>
}

/** Makes a limit; limits of the same name share their budgets. */
export type MakeSharedLimit = (name: string, budget: Budget) => SharedLimit

// A request should not notice that Redis is slow, nor each request anew that it is away.
const usualPatienceMs = 150
const aloneForMs = 2_000

/** Token buckets in Redis, whose own clock counts; in this process's memory where there is none, or while it is away. */
export async function openSharedLimits({
  clock,
  redisUrl,
  log,
  patienceMs = usualPatienceMs,
}: {
  clock: Clock
  redisUrl: string | undefined
  log: Log
  /** How long a request waits for Redis. */
  patienceMs?: number
}): Promise<{ sharedLimit: MakeSharedLimit; close(): void }> {
  const store = redisUrl === undefined ? undefined : await openStore(redisUrl, { clock, log, patienceMs })
  return {
    sharedLimit: (name, budget) => {
      const alone = rateLimit(clock, budget)
      const together = store?.limit(name, budget)
      return {
        take: async (key) => {
          const wait = await together?.(key)
          if (wait === undefined) alone.take(key)
          else if (wait > 0) throw new AppError('RateLimited', { retryAfterSeconds: wait })
        },
      }
    },
    close: () => store?.close(),
  }
}

// A bucket is kept as the moment at which it will be full again, in milliseconds: one number, and gone once it is in the past.
// ARGV[3] is what it holds, ARGV[4] the seconds in which it fills. Answers how much the library shall take for spent, of
// which more than the bucket holds is a refusal, and how long to wait.
const takeFromBucket = `
  local clock = redis.call('time')
  local now = clock[1] * 1000 + clock[2] / 1000
  local fillMs = ARGV[4] * 1000
  local full = math.max(now, tonumber(redis.call('get', KEYS[1])) or 0) + fillMs / ARGV[3]
  local waitMs = full - now - fillMs
  if waitMs > 0 then return {ARGV[3] + 1, math.ceil(waitMs)} end
  redis.call('set', KEYS[1], full, 'PX', math.ceil(full - now))
  return {0, 0}`

async function openStore(url: string, { clock, log, patienceMs }: { clock: Clock; log: Log; patienceMs: number }) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (tries) => Math.min(100 * 2 ** tries, 3_000) },
  })
  let isMissed = false
  let aloneUntil = Number.NEGATIVE_INFINITY

  function miss(problem: string): void {
    aloneUntil = clock.monotonicMs() + aloneForMs
    if (isMissed) return
    isMissed = true
    log.warn({ problem }, 'Redis is away: until it is back, each process keeps its own limits')
  }

  function find(): void {
    aloneUntil = Number.NEGATIVE_INFINITY
    if (isMissed) log.info('Redis is back: limits are shared again')
    isMissed = false
  }

  client.on('error', (error: Error) => miss(error.message))
  client.on('ready', find)
  const firstFailure = new Promise<void>((failed) => client.once('error', () => failed()))
  // Connected, or on the way there: it goes on trying by itself.
  await Promise.race([client.connect().then(noop, noop), firstFailure])

  return {
    /** Seconds to wait, 0 to go on; undefined where Redis cannot say. */
    limit: (name: string, { burst, perSecond }: Budget) => {
      const limiter = new RateLimiterRedis({
        storeClient: client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        keyPrefix: `bucket:${name}`,
        points: burst,
        // Less than a second is no time to the library.
        duration: Math.max(1, burst / perSecond),
        customIncrTtlLuaScript: takeFromBucket,
      })
      return async (key: string): Promise<number | undefined> => {
        if (clock.monotonicMs() < aloneUntil) return undefined
        try {
          await inTime(limiter.consume(unreadable(key)), patienceMs)
          find()
          return 0
        } catch (refusal) {
          if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
          miss(refusal instanceof Error ? refusal.message : String(refusal))
          return undefined
        }
      }
    },
    close: () => client.destroy(),
  }
}

// Keys are people's addresses, of the network and of the mail: Redis has no need to know them.
function unreadable(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22)
}

function noop(): void {}

async function inTime<T>(answer: Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs)
  })
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
