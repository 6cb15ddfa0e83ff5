/** Bits a second, where most are needed and on average. */
export interface Bandwidth {
  peak: number
  average: number
}

/**
 * What a rendition takes, as stored. The peak is that of any run of segments between a half and one and a half of the
 * target, as HLS counts it; what is shorter than that counts as a whole.
 */
export function bandwidthOf(segments: readonly { seconds: number; bytes: number }[], targetSeconds: number): Bandwidth {
  const average = rate(segments)
  let peak = average
  for (const from of segments.keys()) {
    for (let to = from + 1; to <= segments.length; to += 1) {
      const run = segments.slice(from, to)
      const seconds = duration(run)
      if (seconds > 1.5 * targetSeconds) break
      if (seconds >= 0.5 * targetSeconds) peak = Math.max(peak, rate(run))
    }
  }
  return { peak: Math.ceil(peak), average: Math.ceil(average) }
}

function rate(run: readonly { seconds: number; bytes: number }[]): number {
  return (8 * run.reduce((sum, { bytes }) => sum + bytes, 0)) / duration(run)
}

function duration(run: readonly { seconds: number }[]): number {
  return run.reduce((sum, { seconds }) => sum + seconds, 0)
}
