import { DatabaseUnavailable, isOutcomeUnknown, isUnavailable } from '../../platform/database/failures.ts'
import type { Database } from '../../platform/database/open.ts'
import { FoldQueue, type WaitingSale } from './fold-queue.ts'
import { type FoldedOutcome, insertSales } from './fold-store.ts'
import { insertSale, type Sale, type SaleOutcome } from './sale-store.ts'

/** Records a sale as `insertSale` promises it, together with whatever other sales wait at that moment. */
export type RecordSale = (sale: Sale) => Promise<SaleOutcome>

const statementsAtOnce = 2
const salesAtOnce = 64
// A statement that takes longer no longer keeps others from starting: what holds it up may be one row of one partner.
const slowMs = 100
const patienceMs = 5_000

/** Folds sales into common statements while the database is busy with earlier ones; one that comes alone goes alone. */
export function saleRecorder(db: Database): RecordSale {
  const queue = new FoldQueue()
  let underWay = 0
  let isPumping = false

  // At the end of the turn, so that all requests that have just come in are there.
  function pumpSoon(): void {
    if (isPumping) return
    isPumping = true
    setImmediate(pump)
  }

  function pump(): void {
    isPumping = false
    while (underWay < statementsAtOnce) {
      const share = Math.ceil(queue.length / (statementsAtOnce - underWay))
      const batch = queue.take(Math.min(share, salesAtOnce))
      if (batch.length === 0) return
      start(batch)
    }
  }

  function start(batch: WaitingSale[]): void {
    underWay += 1
    let isHolding = true
    const letOthers = () => {
      if (!isHolding) return
      isHolding = false
      underWay -= 1
      pumpSoon()
    }
    const slow = setTimeout(letOthers, slowMs)
    void send(batch).finally(() => {
      clearTimeout(slow)
      letOthers()
      pumpSoon()
    })
  }

  async function send(batch: WaitingSale[]): Promise<void> {
    const [first, ...others] = batch
    if (first && others.length === 0) return sendAlone(first)
    const outcomes = await insertSales(
      db,
      batch.map(({ sale }) => sale),
    ).catch((error: unknown) => fail(batch, error))
    if (outcomes) settle(batch, outcomes)
  }

  function settle(batch: WaitingSale[], outcomes: FoldedOutcome[]): void {
    const waiting: WaitingSale[] = []
    for (const [n, entry] of batch.entries()) {
      const outcome = outcomes[n]
      if (outcome === undefined || outcome.outcome === 'wait') waiting.push(entry)
      else {
        queue.done(entry)
        entry.resolve(outcome)
      }
    }
    queue.putBack(waiting)
  }

  /** What may have been kept, and what the database can do for none of them, is said to all; else each is tried alone. */
  function fail(batch: WaitingSale[], error: unknown): void {
    for (const entry of batch) {
      if (!isOutcomeUnknown(error) && !isUnavailable(error)) {
        void sendAlone(entry).finally(pumpSoon)
        continue
      }
      queue.done(entry)
      entry.reject(error)
    }
  }

  async function sendAlone(entry: WaitingSale): Promise<void> {
    try {
      entry.resolve(await insertSale(db, entry.sale))
    } catch (error) {
      entry.reject(error)
    } finally {
      queue.done(entry)
    }
  }

  return async (sale) => {
    const { promise, resolve, reject } = Promise.withResolvers<SaleOutcome>()
    const entry = { sale, resolve, reject }
    queue.add(entry)
    pumpSoon()
    const impatience = setTimeout(() => {
      if (queue.remove(entry)) reject(new DatabaseUnavailable('the sales before it take too long'))
    }, patienceMs)
    return promise.finally(() => clearTimeout(impatience))
  }
}
