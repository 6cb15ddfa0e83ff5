/** What of a price, tax included, is tax: in whole minor units, halves rounded up. */
export function taxIncluded(priceMinor: number, basisPoints: number): number {
  const price = BigInt(priceMinor)
  const rate = BigInt(basisPoints)
  const whole = 10_000n + rate
  return Number((2n * price * rate + whole) / (2n * whole))
}
