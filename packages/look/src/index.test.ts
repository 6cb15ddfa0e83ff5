import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildLook, compileCss } from './index.ts'

const look = await buildLook({ name: 'Osteocom', accent: '#0f6b6b' })

test('every font the stylesheet asks for is a file we have, and none is left over', () => {
  const asked = [...look.css.matchAll(/url\(["']?([^)"']+)["']?\)/g)].map(([, name]) => name)
  expect(new Set(asked)).toEqual(new Set(look.files.keys()))
  for (const path of look.files.values()) expect(existsSync(path), path).toBe(true)
})

test('every property that is read is also set', () => {
  const set = new Set([...look.css.matchAll(/(--[\w-]+):/g)].map(([, name]) => name))
  const read = [...look.css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name)
  expect(read.filter((name) => !set.has(name))).toEqual([])
})

test('old browsers get no light-dark() and no nesting', () => {
  expect(look.css).not.toMatch(/light-dark\(|&/)
})

test('the look weighs little', () => {
  expect(look.css.length).toBeLessThan(12_000)
})

test('the same brand makes the same bytes', async () => {
  expect((await buildLook({ name: 'Osteocom', accent: '#0f6b6b' })).css).toBe(look.css)
})

test('the page colours of both schemes are told to the browser', () => {
  expect(look.themeColor).toEqual({ light: expect.stringMatching(/^#f/), dark: expect.stringMatching(/^#1/) })
})

test('faulty CSS is refused', () => {
  expect(() => compileCss('a { color: red; } }')).toThrow()
})
