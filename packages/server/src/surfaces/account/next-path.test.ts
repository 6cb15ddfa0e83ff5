import { expect, test } from 'vitest'
import { nextPath } from './next-path.ts'

test.each(['/', '/my-courses', '/checkout?intent=eyJhbGciOiJIUzI1NiJ9.eyJ9.x-_', '/a//b?next=https://evil.example'])(
  'goes on to %s',
  (path) => {
    expect(nextPath(path)).toBe(path)
  },
)

const elsewhere = {
  'another site': 'https://evil.example/',
  'another site without a scheme': '//evil.example/',
  'a backslash, which browsers read as a slash': '/\\evil.example/',
  'a backslash further on': '/a\\b',
  'a tab, which browsers drop': '/\t/evil.example/',
  'a line break': '/account\r\nset-cookie: x=y',
  'a space in front': ' /account',
  'a script': 'javascript:alert(1)',
  'no slash in front': 'account',
  'a host before an at sign': '@evil.example',
  'letters that are not ASCII': '/\u2215evil.example',
  nothing: '',
  'a list': ['/account'],
  'more than a header holds': `/${'a'.repeat(4000)}`,
}
for (const [title, next] of Object.entries(elsewhere)) {
  test(`does not go on to ${title}`, () => {
    expect(nextPath(next)).toBeUndefined()
  })
}
