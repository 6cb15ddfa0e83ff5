import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missingEntries, stateAfter } from './settlement.ts'

const price = 4900
const losses = fc.record({
  refundedMinor: fc.integer({ min: 0, max: price }),
  dispute: fc.constantFrom('none' as const, 'open' as const, 'won' as const, 'lost' as const),
})

test('however often and in whatever order a provider is read, the ledger comes to what the last reading says', () => {
  fc.assert(
    fc.property(fc.array(losses, { minLength: 1, maxLength: 12 }), (readings) => {
      const ledger: ReturnType<typeof missingEntries> = []
      for (const reading of readings) {
        ledger.push(...missingEntries(price, reading, ledger))
        expect(missingEntries(price, reading, ledger)).toEqual([])
      }
      const last = readings.at(-1)
      const sum = (kinds: string[]) =>
        ledger.filter(({ kind }) => kinds.includes(kind)).reduce((total, { amountMinor }) => total + amountMinor, 0)
      const refunded = last?.refundedMinor ?? 0
      const isTaken = last?.dispute === 'open' || last?.dispute === 'lost'
      expect(sum(['refund'])).toBe(0 - refunded)
      expect(sum(['dispute', 'dispute-won'])).toBe(0 - (isTaken ? price - refunded : 0))
      expect(ledger.every(({ amountMinor }) => amountMinor !== 0)).toBe(true)
    }),
  )
})

const states = [
  [4900, { refundedMinor: 0, dispute: 'none' }, 'paid'],
  [4900, { refundedMinor: 4899, dispute: 'won' }, 'paid'],
  [4900, { refundedMinor: 4900, dispute: 'none' }, 'refunded'],
  [4900, { refundedMinor: 0, dispute: 'open' }, 'disputed'],
  [4900, { refundedMinor: 100, dispute: 'lost' }, 'disputed'],
  [0, { refundedMinor: 0, dispute: 'none' }, 'paid'],
] as const
for (const [paid, reading, state] of states) {
  test(`${paid} with ${reading.refundedMinor} given back and a dispute ${reading.dispute} is ${state}`, () => {
    expect(stateAfter(paid, reading)).toBe(state)
  })
}
