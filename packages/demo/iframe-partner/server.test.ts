import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStand, type Stand } from './testing/stand.ts'

let stand: Stand
beforeAll(async () => {
  stand = await openStand()
})
afterAll(() => stand.close())

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(new URL(path, stand.url), { ...init, redirect: 'manual' })
  return { response, text: await response.text() }
}

const choose = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  ask('desk', { method: 'POST', body: new URLSearchParams(fields), headers })

test('the bare origin leads to the first page, for buyers who come back to no page in particular', async () => {
  for (const path of ['/', '/paper']) {
    const { response } = await ask(path)
    expect([response.status, response.headers.get('location')]).toEqual([303, '/paper/'])
  }
})

test('what a page may load is itself and the platform’s frames, and only where asked the platform’s script', async () => {
  const policyOf = async (path: string) => (await ask(path)).response.headers.get('content-security-policy') ?? ''
  expect(await policyOf('')).toContain(`frame-src ${stand.platformUrl};`)
  expect(await policyOf('')).not.toContain('script-src')
  expect(await policyOf('script')).toContain(`script-src ${stand.platformUrl};`)
  expect(await policyOf('nowhere')).toContain("frame-ancestors 'none'")
})

test('no page is kept, so that going back shows cards as they are now', async () => {
  expect((await ask('')).response.headers.get('cache-control')).toBe('no-store')
})

describe('the desk', () => {
  test('keeps the choices in a cookie out of reach of scripts', async () => {
    const { response } = await choose({ reader: 'reader-yasmin', theme: 'dark', language: 'ar' })
    expect(response.headers.get('set-cookie')).toBe(
      'sinew=reader-yasmin.dark.ar; Path=/paper/; Max-Age=15552000; HttpOnly; SameSite=Lax',
    )
  })

  const ignored = {
    'a reader it does not offer': { reader: 'reader-"><script>' },
    'a property every object has': { reader: 'constructor', language: 'toString' },
    'a look and a language it does not offer': { theme: 'sepia', language: 'la' },
    'a form larger than any of its own': { reader: 'reader-mateo', language: 'x'.repeat(2000) },
  }
  for (const [title, fields] of Object.entries(ignored)) {
    test(`is not moved by ${title}`, async () => {
      const { response } = await choose(fields)
      expect(response.headers.get('set-cookie')).toContain('sinew=reader-ingrid.auto.en;')
    })
  }

  test('ignores forms of other sites', async () => {
    const { response } = await choose({ reader: 'reader-mateo' }, { 'sec-fetch-site': 'cross-site' })
    expect([response.status, response.headers.get('set-cookie')]).toEqual([303, null])
  })

  test('leads back to the page it was used on, and to no other', async () => {
    expect((await choose({ view: 'script' })).response.headers.get('location')).toBe('/paper/script')
    expect((await choose({ view: '//elsewhere.example' })).response.headers.get('location')).toBe('/paper/')
  })
})

test('a cookie that was tampered with is as if there were none', async () => {
  const { text } = await ask('', { headers: { cookie: 'other=1; sinew=reader-"><img>.dark"><b>.en"' } })
  expect(text).toContain('partnerUserId=reader-ingrid&amp;lang=en&amp;theme=auto')
  expect(text).not.toContain('<img>')
})

test('stories come in the reader’s language where they were written in it, else in English and marked so', async () => {
  const inLanguage = async (tag: string) => (await ask('', { headers: { 'accept-language': tag } })).text
  expect(await inLanguage('it')).toContain('lang="it" dir="ltr">Più alti a colazione')
  expect(await inLanguage('ar')).toContain('lang="ar" dir="rtl">أطول عند الفطور')
  expect(await inLanguage('fr')).toContain('lang="en" dir="ltr">Taller at breakfast')
})

describe('an address', () => {
  test('that leads nowhere says so in the reader’s language', async () => {
    const { response, text } = await ask('nowhere', { headers: { 'accept-language': 'de' } })
    expect([response.status, text.includes('Hier ist nichts gedruckt')]).toEqual([404, true])
  })

  const wrong = [
    ['', 'DELETE', 'GET, HEAD'],
    ['assets/sinew.css', 'POST', 'GET, HEAD'],
    ['desk', 'GET', 'POST'],
  ] as const
  for (const [path, method, allow] of wrong) {
    test(`refuses ${method} at /${path}`, async () => {
      const { response } = await ask(path, { method })
      expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    })
  }

  test('of a file of its own may be kept for ever', async () => {
    const { text } = await ask('')
    for (const [path = ''] of text.matchAll(/\/paper\/assets\/[^"]+/g)) {
      const { response } = await ask(path)
      expect([response.status, response.headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ])
    }
  })
})
