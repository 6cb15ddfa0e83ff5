import { AppError } from '../../platform/errors.ts'

/** Watches how fast video is fetched, and slows what no player would ask for. */
export interface PullWatch {
  /** Takes seconds of video from a budget, or refuses with when to come again. */
  take(name: string, seconds: number): void
}

/** `pace`: seconds of video for each second that passes; `allowanceSeconds`: what may be fetched ahead of that. */
export interface PullBudget {
  pace: number
  allowanceSeconds: number
  /** Whoever has less than this left is noticed before they are refused anything. */
  noticeBelowSeconds?: number
}

const maxKept = 50_000
/** Whoever is refused for so long means it. */
const sustainedMs = 30_000
const sustainedRefusals = 20
/** Refusals further apart than this have nothing to do with each other. */
const forgottenMs = 60_000

interface Budget {
  left: number
  at: number
  refusals: number
  firstRefusedAt: number
  lastRefusedAt: number
  isNoticed: boolean
}

/**
 * Budgets in memory on the monotonic clock, each node its own. `notice` hears of whoever keeps on when refused, once until
 * their budget is whole again.
 */
export function pullWatch(
  { clock }: { clock: { monotonicMs(): number } },
  { pace, allowanceSeconds, noticeBelowSeconds = 0 }: PullBudget,
  notice: (name: string) => void,
): PullWatch {
  const budgets = new Map<string, Budget>()

  function refill(name: string): Budget {
    const now = clock.monotonicMs()
    const known = budgets.get(name)
    const budget = known ?? {
      left: allowanceSeconds,
      at: now,
      refusals: 0,
      firstRefusedAt: 0,
      lastRefusedAt: Number.NEGATIVE_INFINITY,
      isNoticed: false,
    }
    budget.left = Math.min(allowanceSeconds, budget.left + ((now - budget.at) / 1000) * pace)
    budget.at = now
    if (budget.left === allowanceSeconds) budget.isNoticed = false
    // Re-inserted so that the map's own order is by last use; the longest unused goes first.
    budgets.delete(name)
    budgets.set(name, budget)
    if (budgets.size > maxKept) budgets.delete(budgets.keys().next().value ?? name)
    return budget
  }

  function tell(name: string, budget: Budget): void {
    if (budget.isNoticed) return
    budget.isNoticed = true
    notice(name)
  }

  return {
    take: (name, seconds) => {
      const budget = refill(name)
      if (budget.left >= seconds) {
        budget.left -= seconds
        if (budget.left < noticeBelowSeconds) tell(name, budget)
        return
      }
      if (budget.at - budget.lastRefusedAt > forgottenMs)
        Object.assign(budget, { refusals: 0, firstRefusedAt: budget.at })
      budget.refusals += 1
      budget.lastRefusedAt = budget.at
      const isSustained = budget.refusals >= sustainedRefusals && budget.at - budget.firstRefusedAt >= sustainedMs
      if (isSustained) tell(name, budget)
      throw new AppError('RateLimited', { retryAfterSeconds: Math.max(1, Math.ceil((seconds - budget.left) / pace)) })
    },
  }
}
