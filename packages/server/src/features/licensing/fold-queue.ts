import type { Sale, SaleOutcome } from './sale-store.ts'

/** A sale under way, and whoever waits for its outcome. */
export interface WaitingSale {
  sale: Sale
  resolve(outcome: SaleOutcome): void
  reject(error: unknown): void
}

const productsAtOnce = 256

/**
 * Sales that wait for a statement to carry them. Two that might be one customer's are never under way together:
 * the later one waits until the earlier one is done.
 */
export class FoldQueue {
  #waiting: WaitingSale[] = []
  readonly #busy = new Set<string>()

  get length(): number {
    return this.#waiting.length
  }

  add(entry: WaitingSale): void {
    this.#waiting.push(entry)
  }

  /** Those that come next and may go together, no more than `limit`; they are under way until they are done. */
  take(limit: number): WaitingSale[] {
    const barred = new Set(this.#busy)
    const taken: WaitingSale[] = []
    const left: WaitingSale[] = []
    let products = 0
    for (const entry of this.#waiting) {
      const names = namesOf(entry)
      const hasRoom =
        taken.length === 0 || (taken.length < limit && products + entry.sale.products.length <= productsAtOnce)
      const mayGo = hasRoom && !names.some((name) => barred.has(name))
      // Also those of a sale that stays: whoever shares a name with it stays behind it.
      for (const name of names) barred.add(name)
      if (!mayGo) {
        left.push(entry)
        continue
      }
      products += entry.sale.products.length
      taken.push(entry)
    }
    this.#waiting = left
    for (const name of taken.flatMap(namesOf)) this.#busy.add(name)
    return taken
  }

  done(entry: WaitingSale): void {
    for (const name of namesOf(entry)) this.#busy.delete(name)
  }

  /** Lets sales that were under way wait again, before all others. */
  putBack(entries: readonly WaitingSale[]): void {
    for (const entry of entries) this.done(entry)
    this.#waiting = [...entries, ...this.#waiting]
  }

  /** Takes a sale out that nobody has taken yet; false where it is under way. */
  remove(entry: WaitingSale): boolean {
    const position = this.#waiting.indexOf(entry)
    if (position >= 0) this.#waiting.splice(position, 1)
    return position >= 0
  }
}

function namesOf({ sale: { partnerId, partnerUserId, emailMatch } }: WaitingSale): string[] {
  const id = `${partnerId} id ${partnerUserId}`
  return emailMatch === undefined ? [id] : [id, `${partnerId} e-mail ${emailMatch}`]
}
