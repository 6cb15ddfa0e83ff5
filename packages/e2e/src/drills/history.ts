import type { Ledger } from '@osteocom/server/src/testing/ledger.ts'

/** One try at a sale as its client saw it end; `unknown` where no answer came, or none that says. */
export type Try =
  | { userId: string; outcome: 'ok'; userAccessKey: string }
  | { userId: string; outcome: 'fail' | 'unknown' }

/** What the tables hold against what clients were told: one complaint for each sale lost, doubled or made up. */
export function judge(history: readonly Try[], ledger: Ledger): string[] {
  const tries = Map.groupBy(history, ({ userId }) => userId)
  const known = new Map(ledger.customers.map((customer) => [customer.userId, customer]))
  const purchases = countByCustomer(ledger.purchases)
  const live = countByCustomer(ledger.live)
  const ofSale = [...tries].flatMap(([userId, ofUser]) => {
    const customer = known.get(userId)
    const counts = [purchases.get(customer?.customerId ?? '') ?? 0, live.get(customer?.customerId ?? '') ?? 0]
    const keys = new Set(ofUser.flatMap((each) => (each.outcome === 'ok' ? [each.userAccessKey] : [])))
    if (keys.size === 0) {
      const may = ofUser.some(({ outcome }) => outcome === 'unknown') ? 1 : 0
      return counts.some((count) => count > may)
        ? [`${userId}: never acknowledged, yet ${counts.join(' and ')} kept`]
        : []
    }
    const complaints = counts.some((count) => count !== 1)
      ? [`${userId}: ${counts.join(' purchases, ')} live claims`]
      : []
    if (!customer) return [`${userId}: acknowledged and lost`]
    return keys.size > 1 || !keys.has(customer.userAccessKey)
      ? [...complaints, `${userId}: its key changed`]
      : complaints
  })
  const strangers = ledger.customers
    .filter(({ userId }) => !tries.has(userId))
    .map(({ userId }) => `${userId}: nobody asked for it`)
  return [...ofSale, ...strangers]
}

function countByCustomer(rows: readonly { customerId: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { customerId } of rows) counts.set(customerId, (counts.get(customerId) ?? 0) + 1)
  return counts
}
