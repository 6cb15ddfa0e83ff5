import { expect, test } from 'vitest'
import { bandwidthOf } from './bandwidth.ts'

const segments = (...pairs: [seconds: number, bytes: number][]) => pairs.map(([seconds, bytes]) => ({ seconds, bytes }))

const rates: Record<string, [ReturnType<typeof segments>, peak: number, average: number]> = {
  'even segments': [segments([6, 6000], [6, 6000]), 8000, 8000],
  'one heavier segment': [segments([6, 6000], [6, 12_000]), 16_000, 12_000],
  'a last scrap, which counts with the one before it': [segments([6, 6000], [1, 4000]), 11_429, 11_429],
  'small segments, taken together': [segments([2, 1000], [2, 9000], [2, 9000], [2, 9000]), 36_000, 28_000],
  'a second in all': [segments([1, 1000]), 8000, 8000],
}
for (const [title, [list, peak, average]] of Object.entries(rates)) {
  test(`takes the rate of ${title}`, () => expect(bandwidthOf(list, 6)).toEqual({ peak, average }))
}
