/** A part of a video, from and to, in seconds. */
export type Stretch = readonly [from: number, to: number]

/** The stretches in order, overlapping ones as one, and no more of them in all than `allowedSeconds`. */
export function plausible(stretches: readonly Stretch[], allowedSeconds: number): Stretch[] {
  const kept: Stretch[] = []
  let left = allowedSeconds
  for (const [from, to] of joined(stretches)) {
    if (left <= 0) break
    const end = Math.min(to, from + left)
    kept.push([from, end])
    left -= end - from
  }
  return kept
}

/** The stretches as PostgreSQL reads a set of whole seconds; each end goes to the nearest one. */
export function toMultirange(stretches: readonly Stretch[]): string {
  const whole = stretches.map(([from, to]) => [Math.round(from), Math.round(to)] as const)
  return `{${whole
    .filter(([from, to]) => to > from)
    .map(([from, to]) => `[${from},${to})`)
    .join(',')}}`
}

function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const [from, to] of stretches.filter(([from, to]) => to > from).toSorted(([a], [b]) => a - b)) {
    const last = result.at(-1)
    if (last && from <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], to)]
    else result.push([from, to])
  }
  return result
}
