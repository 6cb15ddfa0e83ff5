import { expect, test } from 'vitest'
import { html, trusted } from './html.ts'

test('text cannot leave its element or its attribute', () => {
  const hostile = `</p><script>"'&`
  expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
    '<p title="&lt;/p&gt;&lt;script&gt;&quot;&#39;&amp;">&lt;/p&gt;&lt;script&gt;&quot;&#39;&amp;</p>',
  )
})

test('markup inside markup is escaped once, and lists are joined', () => {
  const items = ['a & b', 'c'].map((item) => html`<li>${item}</li>`)
  expect(html`<ul>${items}</ul>${trusted('<hr>')}`.text).toBe('<ul><li>a &amp; b</li><li>c</li></ul><hr>')
})

test('what is false or missing leaves nothing, and zero is a number', () => {
  expect(html`${false}${undefined}${0}`.text).toBe('0')
})
