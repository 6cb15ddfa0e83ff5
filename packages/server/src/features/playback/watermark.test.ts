import { expect, test } from 'vitest'
import { misreadLetters, readCode, slotAt, slotMs, watermarkCode } from './watermark.ts'

const key = Buffer.alloc(32, 'key')
const session = Buffer.alloc(16, 'a')

test('a code is eight characters nobody mistakes, another one for each session, time and deployment', () => {
  const code = watermarkCode(key, session, 7)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
  expect(watermarkCode(key, session, 7)).toBe(code)
  const others = [
    watermarkCode(key, session, 8),
    watermarkCode(key, Buffer.alloc(16, 'b'), 7),
    watermarkCode(Buffer.alloc(32, 'other'), session, 7),
  ]
  expect(new Set([code, ...others]).size).toBe(4)
})

test('a code changes every five minutes', () => {
  const at = new Date('2026-11-23T14:03:00Z')
  expect(slotAt(new Date(at.getTime() + slotMs)) - slotAt(at)).toBe(1)
  expect(slotAt(new Date('2026-11-23T14:04:59Z'))).toBe(slotAt(at))
})

const readings = { '0b1k9xyz': '0B1K9XYZ', ' oBlK 9XYZ': '0B1K9XYZ', '0b1k-9xyi': '0B1K9XY1', '0B1K9XYU': '0B1K9XYV' }
for (const [text, code] of Object.entries(readings)) {
  test(`reads ${text} as ${code}`, () => expect(readCode(text)).toBe(code))
}
for (const text of ['', '0B1K9XY', '0B1K9XYZZ', '0B1K9XY!']) {
  test(`does not take "${text}" for a code`, () => expect(readCode(text)).toBeUndefined())
}

const pairs: Record<string, [code: string, shown: string, misread: number | undefined]> = {
  'the very code': ['0B1K9XYZ', '0B1K9XYZ', 0],
  'B for 8': ['0B1K9XYZ', '081K9XYZ', 1],
  'S for 5, 2 for Z and Q for 0': ['S21K9XYQ', '5Z1K9XY0', 3],
  'K for 4': ['0B1K9XYZ', '0B149XYZ', undefined],
  'B for 8 and K for 4': ['0B1K9XYZ', '08149XYZ', undefined],
}
for (const [title, [code, shown, misread]] of Object.entries(pairs)) {
  test(`takes ${title} for ${misread === undefined ? 'another code' : `${misread} misread`}`, () =>
    expect(misreadLetters(code, shown)).toBe(misread))
}
