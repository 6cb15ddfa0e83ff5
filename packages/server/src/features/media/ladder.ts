/** A picture as it is shown: turned upright, with square pixels. */
export interface Shape {
  width: number
  height: number
}

export interface Rung extends Shape {
  /** `v720`: the rung of the ladder, which is the short side of a 16:9 picture. */
  name: string
  /** The most it may take, in kbit/s. */
  maxRate: number
}

export const defaultLadder: readonly number[] = [240, 480, 720, 1080]

// A source this much above the last rung it reaches deserves one of its own size.
const worthARung = 1.2

/**
 * The rungs a source reaches, in the order they are made: one that most can watch first, then lower, then higher.
 * None is larger than the source; portrait and wide pictures fit the box of their rung.
 */
export function planRungs(source: Shape, ladder: readonly number[]): Rung[] {
  const [short, long] = [Math.min(source.width, source.height), Math.max(source.width, source.height)]
  const level = Math.max(short, Math.round((long * 9) / 16))
  const highest = Math.max(...ladder)
  const reached = ladder.filter((rung) => rung <= level)
  const own = Math.min(level, highest)
  if (own > worthARung * Math.max(0, ...reached)) reached.push(own)
  const first = Math.max(...reached.filter((rung) => rung <= 480), 0) || Math.min(...reached)
  const rest = reached.filter((rung) => rung !== first).sort((a, b) => a - b)
  return [first, ...rest].map((rung) => {
    const scale = Math.min(1, rung / level)
    return {
      name: `v${rung}`,
      width: even(source.width, scale),
      height: even(source.height, scale),
      maxRate: Math.round(5000 * (rung / 1080) ** 1.6),
    }
  })
}

function even(size: number, scale: number): number {
  return Math.max(2, Math.min(2 * Math.round((size * scale) / 2), 2 * Math.floor(size / 2)))
}
