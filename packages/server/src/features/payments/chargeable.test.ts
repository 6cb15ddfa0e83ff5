import { expect, test } from 'vitest'
import { chargeProblem } from './index.ts'

const words = (problem: string | undefined) => problem?.replaceAll('\u00a0', ' ')

test.each([
  [0, 'EUR'],
  [50, 'EUR'],
  [99_999_999, 'EUR'],
  [50, 'JPY'],
  [1, 'TRY'],
  [1500, 'CZK'],
  [4900, 'KWD'],
  [0, 'KWD'],
  [999_999, 'ISK'],
])('%i minor units of %s can be paid', (amount, currency) => {
  expect(chargeProblem(amount, currency)).toBeUndefined()
})

test.each([
  [49, 'EUR', 'must be 0, or at least €0.50: less cannot be charged'],
  [1, 'EUR', 'must be 0, or at least €0.50: less cannot be charged'],
  [49, 'JPY', 'must be 0, or at least ¥50: less cannot be charged'],
  [1499, 'CZK', 'must be 0, or at least CZK 15.00: less cannot be charged'],
  [100_000_000, 'EUR', 'is more than can be charged at once'],
  [1_000_000, 'ISK', 'is more than can be charged at once'],
  [4905, 'KWD', 'must be a multiple of KWD 0.010: nothing finer can be charged'],
])('%i minor units of %s cannot be paid, and it says why', (amount, currency, problem) => {
  expect(words(chargeProblem(amount, currency))).toBe(problem)
})
