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
const patienceMs = 150
const aloneForMs = 2_000

/** Limits over Redis, whose own clock counts; in this process's memory where there is none, or while it is away. */
export async function openSharedLimits({
  clock,
  redisUrl,
  log,
}: {
  clock: Clock
  redisUrl: string | undefined
  log: Log
}): Promise<{ sharedLimit: MakeSharedLimit; close(): void }> {
  const store = redisUrl === undefined ? undefined : await openStore(redisUrl, { clock, log })
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

async function openStore(url: string, { clock, log }: { clock: Clock; log: Log }) {
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
        keyPrefix: `limit:${name}`,
        points: burst,
        duration: Math.ceil(burst / perSecond),
      })
      return async (key: string): Promise<number | undefined> => {
        if (clock.monotonicMs() < aloneUntil) return undefined
        try {
          await inTime(limiter.consume(unreadable(key)))
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

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs)
  })
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
