import type { Rendition } from './rendition.ts'

/** Bits a second that a rendition takes, as RFC 8216, 4.1 has it: on average, and over the worst half to one and a half targets. */
export function bitRates({ sizes, playlist }: Pick<Rendition, 'sizes' | 'playlist'>): {
  peak: number
  average: number
} {
  const { segments, targetSeconds } = playlist
  const rate = (from: number, to: number) => {
    const seconds = segments.slice(from, to).reduce((sum, segment) => sum + segment.seconds, 0)
    return { seconds, bits: (8 * sizes.slice(from, to).reduce((sum, size) => sum + size, 0)) / seconds }
  }
  const average = rate(0, segments.length).bits
  let peak = 0
  for (let from = 0; from < segments.length; from += 1) {
    for (let to = from + 1; to <= segments.length; to += 1) {
      const { seconds, bits } = rate(from, to)
      if (seconds > 1.5 * targetSeconds) break
      if (seconds >= 0.5 * targetSeconds) peak = Math.max(peak, bits)
    }
  }
  // Shorter than half a target, it is one piece.
  return { peak: Math.max(peak, average), average }
}
