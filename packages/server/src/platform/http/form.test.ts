import { expect, test } from 'vitest'
import { parseForm } from './form.ts'

const read = (text: string | Buffer) => ({ ...parseForm(Buffer.from(text)) })

test('reads the fields as a browser sends them', () => {
  expect(read('name=Ada+L%C3%B6we&note=a%26b%3Dc&empty=&flag')).toEqual({
    name: 'Ada Löwe',
    note: 'a&b=c',
    empty: '',
    flag: '',
  })
  expect(read('')).toEqual({})
})

test('a field named after what every object has is a field like any other', () => {
  const form = parseForm(Buffer.from('__proto__=x&constructor=y'))
  expect(Object.keys(form)).toEqual(['__proto__', 'constructor'])
  expect(form['toString']).toBeUndefined()
})

const refused: Record<string, string | Buffer> = {
  'a field sent twice': 'price=1&price=2',
  'a field sent twice in two spellings': 'price=1&%70rice=2',
  'bytes that are not UTF-8': Buffer.from([0x61, 0x3d, 0xff]),
  'escapes that are not UTF-8': 'name=%ff',
  'an escape cut short': 'name=%4',
  'a lone surrogate': 'name=%ed%a0%80',
  NUL: 'name=a%00b',
  'more fields than any form has': Array.from({ length: 61 }, (_, i) => `f${i}=1`).join('&'),
}
for (const [title, body] of Object.entries(refused)) {
  test(`refuses ${title}`, () => expect(() => read(body)).toThrow('The request is not valid.'))
}
