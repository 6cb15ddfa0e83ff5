import { globSync, readFileSync } from 'node:fs'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { JsonData, SanitisedHtml } from './safe-html.tsx'
import { sanitise } from './sanitise.ts'

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
