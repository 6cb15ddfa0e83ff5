import type { Part } from './part-store.ts'

type Sized = Pick<Part, 'kind' | 'isDone' | 'width' | 'height'>

// Beside a picture that is so much larger, a small one costs little more than reading the source once more would.
const timesLarger = 4

/** What is still to be made, in order; rungs that are small beside the next one are made from the same reading. */
export function planRuns<Each extends Sized>(parts: readonly Each[]): Each[][] {
  const runs: Each[][] = []
  for (const part of parts) {
    if (part.isDone) continue
    const last = runs.at(-1)
    if (last?.every((one) => timesLarger * pixels(one) <= pixels(part))) last.push(part)
    else runs.push([part])
  }
  return runs
}

/** Of a picture; what is none rides with nothing. */
function pixels({ kind, width, height }: Sized): number {
  return kind === 'video' ? (width ?? 0) * (height ?? 0) : Number.NaN
}
