import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { findTaxRates, setTaxRate } from './index.ts'
import { taxIncluded } from './tax.ts'
import { openDesk } from './testing/desk.ts'

const prices = fc.integer({ min: 0, max: 10 ** 12 })
const rates = fc.integer({ min: 0, max: 10_000 })

test('tax is the nearest whole unit to what the rate makes of the net price, halves upwards', () => {
  fc.assert(
    fc.property(prices, rates, (price, rate) => {
      const tax = BigInt(taxIncluded(price, rate))
      // price × rate ÷ (10,000 + rate), doubled so that a half is a whole
      const exact = 2n * BigInt(price) * BigInt(rate)
      const whole = 10_000n + BigInt(rate)
      expect(2n * tax * whole - exact <= whole).toBe(true)
      expect(exact - 2n * tax * whole < whole).toBe(true)
      expect(tax >= 0n && tax <= BigInt(price)).toBe(true)
    }),
  )
})

test('a higher rate never takes less', () => {
  fc.assert(
    fc.property(prices, rates, rates, (price, one, other) => {
      expect(taxIncluded(price, Math.min(one, other))).toBeLessThanOrEqual(taxIncluded(price, Math.max(one, other)))
    }),
  )
})

const known: [price: number, rate: number, tax: number][] = [
  [4900, 2200, 884],
  [4900, 0, 0],
  [0, 2200, 0],
  [105, 500, 5],
  [1, 10_000, 1],
  [4900, 810, 367],
]
for (const [price, rate, tax] of known) {
  test(`${price} at ${rate / 100} % holds ${tax}`, () => {
    expect(taxIncluded(price, rate)).toBe(tax)
  })
}

test('a rate may be set, and what was sold keeps the one it was sold at', async () => {
  const { db } = await testDatabase()
  const desk = await openDesk(db)
  const order = await desk.buy(await desk.shopper())
  await setTaxRate(desk.ctx, { country: 'IT', basisPoints: 2500, name: 'IVA', actor: 'test' })
  expect(await findTaxRates(db)).toContainEqual({ country: 'IT', name: 'IVA', basisPoints: 2500 })
  expect(await desk.order({ orderId: order.id })).toMatchObject({ taxName: 'VAT', taxBasisPoints: 2200, taxMinor: 884 })
  expect(await desk.buy(await desk.shopper())).toMatchObject({ taxName: 'IVA', taxBasisPoints: 2500, taxMinor: 980 })
})

for (const [country, basisPoints] of [
  ['it', 2200],
  ['ITA', 2200],
  ['IT', -1],
  ['IT', 10_001],
  ['IT', 22.5],
] as const) {
  test(`refuses ${basisPoints} for ${country}`, async () => {
    const { db } = await testDatabase()
    const { ctx } = await openDesk(db)
    await expect(setTaxRate(ctx, { country, basisPoints, name: undefined, actor: 'test' })).rejects.toMatchObject({
      code: 'InvalidInput',
    })
  })
}
