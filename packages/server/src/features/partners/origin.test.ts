import { expect, test } from 'vitest'
import { isSendable, parseOrigin } from './origin.ts'

const accepted: Record<string, string> = {
  'https://shop.example': 'https://shop.example',
  'https://shop.example:8443': 'https://shop.example:8443',
  'https://shop.example:443': 'https://shop.example',
  'HTTPS://Shop.Example': 'https://shop.example',
  'https://osteopatía.example': 'https://xn--osteopata-n5a.example',
  'https://例え.example': 'https://xn--r8jz45g.example',
  'http://localhost:3000': 'http://localhost:3000',
  'http://127.0.0.1:8080': 'http://127.0.0.1:8080',
}
for (const [text, origin] of Object.entries(accepted)) {
  test(`stores ${text} as ${origin}`, () => {
    expect(parseOrigin(text, { allowHttp: false })).toEqual({ origin })
    expect(isSendable(origin)).toBe(true)
  })
}

const refused = [
  '',
  '*',
  'https://*.example',
  'https://a.example,https://b.example',
  'https://a.example;script-src *',
  'https://a.example https://b.example',
  'https://a.example\r\nx: y',
  'https://a.example\n',
  ' https://a.example',
  'https://a.example/',
  'https://a.example/path',
  'https://a.example?q',
  'https://a.example#h',
  'https://user@a.example',
  'https://user:pass@a.example',
  'https://a.example:0',
  'https://a.example:00',
  'https://a.example:65536',
  'https://',
  'a.example',
  '//a.example',
  'http://a.example',
  'http://localhost.example',
  'ftp://a.example',
  'file:///etc',
  'data:text/html,x',
  'javascript:alert(1)',
  'null',
  "'self'",
  "https://a.example'",
  'https://a_b.example',
  'https://[::1]',
  'https://-a.example-',
  `https://${'a'.repeat(250)}.example`,
  'https://a.example\u0000',
]
for (const text of refused) {
  test(`refuses ${JSON.stringify(text).slice(0, 60)}`, () => {
    expect(parseOrigin(text, { allowHttp: false })).toHaveProperty('problem')
  })
}

test('takes plain http from anywhere for trials only', () => {
  expect(parseOrigin('http://shop.example', { allowHttp: true })).toEqual({ origin: 'http://shop.example' })
})

test('never sends what a browser would stumble over', () => {
  for (const origin of [
    'https://é.example',
    'https://a.example;',
    'https://a.example/',
    'https://*',
    'https://a.example:0',
    "'none'",
    'https://a.example\n',
  ]) {
    expect(isSendable(origin)).toBe(false)
  }
})
