import { expect, test } from 'vitest'
import { safeUrl } from './safe-url.ts'

test.each([
  'https://example.com/a?b=c#d',
  'http://localhost:5000/',
  'HTTPS://EXAMPLE.COM',
  '/play/a/b/master.m3u8',
  'relative/path:with-colon',
  '?signature=a:b',
  '#part',
  '',
])('%j may stand in a link', (url) => {
  expect(safeUrl(url)).toBe(url)
})

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'jav\u0000ascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://example.com/1',
  'file:///etc/passwd',
  'mailto:someone@example.com',
])('%j becomes harmless', (url) => {
  expect(safeUrl(url)).toBe('#')
})
