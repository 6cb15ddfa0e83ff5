import { expect, test } from 'vitest'
import { isAtLeast } from './floors.ts'

const versions = [
  ['5.8.3', '5.8.3', true],
  ['5.8.2', '5.8.3', false],
  ['5.12.0', '5.8.3', true],
  ['10.0.0', '9.1.1', true],
  ['4.99.99', '5.0.0', false],
  ['5.8.3-rc.1', '5.8.3', false],
  ['5.9.0-rc.1', '5.8.3', true],
  ['99.0.0', 'never', false],
] as const

for (const [version, lowest, isSafe] of versions) {
  test(`${version} is ${isSafe ? 'at least' : 'below'} ${lowest}`, () => {
    expect(isAtLeast(version, lowest)).toBe(isSafe)
  })
}
