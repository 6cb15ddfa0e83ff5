import { createHash } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import { isLockTimeout } from '../../platform/database/failures.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import {
  deleteIdempotencyBefore,
  findIdempotentReply,
  type IdempotencyKey,
  insertIdempotencyKey,
  updateIdempotentReply,
} from './idempotency-store.ts'

const keptDays = 30

/**
 * Runs a piece of work once for each idempotency key, or gives its first reply again.
 * Reply and work are committed together; work that fails leaves no trace of the key.
 */
export async function once<Reply extends object>(
  deps: { db: Database; clock: Clock },
  { payload, ...key }: IdempotencyKey & { payload: unknown },
  work: (tx: Database) => Promise<Reply>,
): Promise<{ reply: Reply; isReplay: boolean }> {
  if (!/^[\x20-\x7e]{1,255}$/.test(key.key))
    throw invalidField('idempotency-key', 'must be 1 to 255 printable ASCII characters')
  const fingerprint = createHash('sha256').update(JSON.stringify(payload)).digest()
  const first = await runFirst(deps, { ...key, fingerprint }, work)
  if (first) return { reply: first, isReplay: false }
  const stored = await findIdempotentReply(deps.db, key)
  if (!stored?.reply) throw new AppError('IdempotencyKeyInUse', { retryAfterSeconds: 1 })
  if (!stored.fingerprint.equals(fingerprint)) throw new AppError('IdempotencyKeyReused')
  return { reply: stored.reply as Reply, isReplay: true }
}

async function runFirst<Reply extends object>(
  deps: { db: Database; clock: Clock },
  claim: IdempotencyKey & { fingerprint: Buffer },
  work: (tx: Database) => Promise<Reply>,
): Promise<Reply | undefined> {
  try {
    return await transaction(deps.db, async (tx) => {
      if (!(await insertIdempotencyKey(tx, { ...claim, createdAt: deps.clock.now() }))) return undefined
      const reply = await work(tx)
      await updateIdempotentReply(tx, claim, reply)
      return reply
    })
  } catch (error) {
    if (isLockTimeout(error)) throw new AppError('IdempotencyKeyInUse', { retryAfterSeconds: 1, cause: error })
    throw error
  }
}

/** Forgets keys older than 30 days. */
export async function forgetOldKeys(deps: { db: Database; clock: Clock }): Promise<void> {
  await deleteIdempotencyBefore(deps.db, new Date(deps.clock.now().getTime() - keptDays * 24 * 3600_000))
}
