export type Verdict = 'met' | 'missed' | 'skipped'

/** One line of the table. Figures are medians over the rounds of one run; `ratio` is the median of the rounds' ratios. */
export interface Row {
  name: string
  ours: string
  floor: string
  ratio: number | undefined
  goal: string
  verdict: Verdict
  /** What a reader of the line should know: why it was skipped, how far the rounds lay apart. */
  note?: string
}

export interface Pairs {
  ours: number
  floor: number
  ratio: number
  /** The smallest and the largest ratio of a round. */
  spread: [number, number]
}

/** Measures two things in turn, so that whatever else the machine does falls on both. */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<Pairs> {
  const results: { ours: number; floor: number }[] = []
  for (let i = 0; i < rounds; i++) {
    // Alternately first, so that neither always runs in the other's wake.
    if (i % 2 === 0) results.push({ ours: await ours(), floor: await floor() })
    else {
      const beside = await floor()
      results.push({ ours: await ours(), floor: beside })
    }
  }
  const ratios = results.map((result) => result.ours / result.floor)
  return {
    ours: median(results.map((result) => result.ours)),
    floor: median(results.map((result) => result.floor)),
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** A line whose ratio must be at least the goal. */
export function atLeast(name: string, goal: number, { ours, floor, ratio, spread }: Pairs, unit: string): Row {
  return {
    name,
    ours: `${rounded(ours)} ${unit}`,
    floor: `${rounded(floor)} ${unit}`,
    ratio,
    goal: `≥ ${goal.toFixed(2)}`,
    verdict: ratio >= goal ? 'met' : 'missed',
    note: spreadNote(spread),
  }
}

export function spreadNote([low, high]: [number, number]): string {
  return `rounds from ${low.toFixed(2)} to ${high.toFixed(2)}`
}

export function skipped(name: string, goal: string, why: string): Row {
  return { name, ours: '–', floor: '–', ratio: undefined, goal, verdict: 'skipped', note: why }
}

function rounded(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value >= 10 ? 1 : 2)
}
