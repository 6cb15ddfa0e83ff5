import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { parseJson } from './json-body.ts'

const read = (text: string) => parseJson(Buffer.from(text))

test('reads what JSON.parse reads, when its text is clean', () => {
  const clean = fc.json().filter((json) => !/__proto__|constructor/.test(json) && !hasDirtyText(json))
  fc.assert(
    fc.property(clean, (json) => {
      expect(read(json)).toEqual(JSON.parse(json))
    }),
  )
})

test('refuses with words for people, whatever the bytes, and never otherwise', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        parseJson(Buffer.from(bytes))
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
      }
    }),
  )
})

const refused: Record<string, [text: string, field: string, problem: string]> = {
  'NUL in a value': [String.raw`{"a":{"b":["\u0000"]}}`, 'a.b.0', 'must not contain NUL'],
  'NUL in a key': [String.raw`{"a":{"\u0000":1}}`, 'a', 'must not contain NUL'],
  'half a surrogate pair': [String.raw`{"a":"\ud83d"}`, 'a', 'must be well-formed Unicode'],
  '33 levels': ['['.repeat(33) + ']'.repeat(33), '', 'must not nest deeper than 32 levels'],
}
for (const [title, [text, field, problem]] of Object.entries(refused)) {
  test(`refuses ${title} where it stands`, () => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'InvalidInput', fields: [{ field, problem }] }))
  })
}

test('takes 32 levels, and brackets that stand in text', () => {
  expect(read('['.repeat(32) + ']'.repeat(32))).toBeDefined()
  expect(read(JSON.stringify({ a: `"\\${'['.repeat(1000)}` }))).toEqual({ a: `"\\${'['.repeat(1000)}` })
})

function hasDirtyText(json: string): boolean {
  return /\\u0000|\\ud[89a-f]/i.test(json) || !json.isWellFormed()
}
