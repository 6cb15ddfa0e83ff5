import { expect, test } from 'vitest'
import { plausible, type Stretch, toMultirange } from './stretches.ts'

const kept: Record<string, [reported: Stretch[], allowedSeconds: number, kept: Stretch[]]> = {
  'stretches in order': [
    [
      [30, 40],
      [0, 10],
    ],
    100,
    [
      [0, 10],
      [30, 40],
    ],
  ],
  'what overlaps once': [
    [
      [0, 10],
      [5, 20],
      [5, 7],
      [20, 21],
    ],
    100,
    [[0, 21]],
  ],
  'nothing that runs backwards or stands still': [
    [
      [10, 5],
      [7, 7],
    ],
    100,
    [],
  ],
  'no more than there was time for': [
    [
      [0, 10],
      [50, 100],
    ],
    15,
    [
      [0, 10],
      [50, 55],
    ],
  ],
  'nothing where there was no time': [[[0, 10]], 0, []],
}
for (const [title, [reported, allowedSeconds, expected]] of Object.entries(kept)) {
  test(`keeps ${title}`, () => {
    expect(plausible(reported, allowedSeconds)).toEqual(expected)
  })
}

test('writes whole seconds, so that stretches that meet are one and less than half a second is none', () => {
  expect(
    toMultirange([
      [0, 12.3],
      [12.4, 20.6],
      [30.1, 30.4],
    ]),
  ).toBe('{[0,12),[12,21)}')
  expect(toMultirange([])).toBe('{}')
})
