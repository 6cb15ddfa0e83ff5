import { expect, test } from 'vitest'
import { likelyBandwidth } from './line.ts'

const lines: Record<string, [remembered: number | undefined, connection: object, expected: number]> = {
  'a line nobody knows': [undefined, {}, 1_500_000],
  'a line of which the browser tells the most it ever does': [undefined, { downlink: 10 }, 2_500_000],
  'a slow line': [undefined, { downlink: 0.6 }, 420_000],
  'a remembered fast line': [8_000_000, { downlink: 10 }, 5_600_000],
  'a fast line that is slow today': [8_000_000, { downlink: 1 }, 700_000],
  'a slow line of which the browser knows nothing': [600_000, {}, 420_000],
  'a learner who saves data': [8_000_000, { downlink: 10, saveData: true }, 200_000],
  'a line beyond all need': [900_000_000, {}, 20_000_000],
  'hardly a line': [1000, { downlink: 0.05 }, 200_000],
}
for (const [title, [remembered, connection, expected]] of Object.entries(lines)) {
  test(`expects of ${title} ${expected / 1000} kbit/s`, () => {
    expect(likelyBandwidth(remembered, connection)).toBeCloseTo(expected, -1)
  })
}
