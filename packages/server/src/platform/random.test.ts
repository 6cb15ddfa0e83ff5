import { expect, test } from 'vitest'
import { systemRandom } from './random.ts'

test('random bytes are as many as asked for and never the same again', () => {
  const lengths = [8, 12, 16, 32, 64, 65, 5000]
  const given = Array.from({ length: 2000 }, (_, i) => systemRandom(lengths[i % lengths.length] ?? 8))
  for (const [i, bytes] of given.entries()) expect(bytes.length).toBe(lengths[i % lengths.length])
  expect(new Set(given.map((bytes) => bytes.toString('hex', 0, 8))).size).toBe(given.length)
})

test('random bytes once given stay as they were given', () => {
  const first = systemRandom(32)
  const copy = first.toString('hex')
  for (let i = 0; i < 300; i++) systemRandom(32)
  expect(first.toString('hex')).toBe(copy)
})
