import { afterAll, beforeAll, expect, test } from 'vitest'
import { DatabaseUnavailable } from '../database/failures.ts'
import { AppError, invalidField } from '../errors.ts'
import { createLog } from '../log.ts'
import { aSite } from '../pages/testing/site.ts'
import { pageLocale } from './page-locale.ts'
import { pageScope } from './page-scope.ts'
import { createHttpApp } from './server.ts'

const log = createLog('silent')
const app = createHttpApp({ log, trustedProxies: [], isSecure: true })
const failures: Record<string, () => Error> = {
  refused: () => invalidField('email', 'is not valid'),
  unknown: () => new AppError('NotFound'),
  often: () => new AppError('RateLimited', { retryAfterSeconds: 7 }),
  away: () => new DatabaseUnavailable('secret-host'),
  broken: () => new Error('secret-detail'),
  stranger: () => new AppError('SignInRequired'),
}
const site = await aSite()

beforeAll(async () => {
  pageScope(app, { site, log }, (scope) => {
    scope.get('/page', async (request, reply) => pageLocale(request, reply))
    scope.get('/sent', async (request, reply) => pageLocale(request, reply, 'it'))
    scope.get<{ Params: { failure: string } }>('/fail/:failure', async ({ params }) => {
      throw failures[params.failure]?.() ?? new Error('no such failure')
    })
    scope.post('/form', async (request) => JSON.stringify(request.body))
  })
  await app.ready()
})
afterAll(() => app.close())

const post = (headers: Record<string, string>, payload = 'a=1') =>
  app.inject({
    method: 'POST',
    url: '/form',
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })

test('takes a form from our own pages', async () => {
  expect((await post({ origin: 'https://courses.example' })).body).toBe('{"a":"1"}')
  expect((await post({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5000' })).statusCode).toBe(200)
})

const foreign: Record<string, Record<string, string>> = {
  'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'a sister site': { origin: 'https://blog.courses.example', 'sec-fetch-site': 'same-site' },
  'a sandboxed frame': { origin: 'null', 'sec-fetch-site': 'cross-site' },
  'our host by another scheme': { origin: 'http://courses.example' },
  'nowhere to be told': {},
}
for (const [title, headers] of Object.entries(foreign)) {
  test(`refuses a form from ${title}`, async () => {
    const answer = await post(headers)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
  })
}

test('refuses any body but a form', async () => {
  const answer = await post({ origin: 'https://courses.example', 'content-type': 'application/json' }, '{}')
  expect(answer.statusCode).toBe(415)
})

const pages: Record<string, [number, string]> = {
  refused: [400, 'We could not take that'],
  unknown: [404, 'There is no page here'],
  often: [429, 'That was a lot at once'],
  away: [503, 'We will be back in a moment'],
  broken: [500, 'Something went wrong on our side'],
}
for (const [failure, [status, words]] of Object.entries(pages)) {
  test(`answers ${status} with a page and without a detail`, async () => {
    const { statusCode, body, headers } = await app.inject({ url: `/fail/${failure}` })
    expect(statusCode).toBe(status)
    expect(body).toContain(words)
    expect(body).not.toMatch(/secret/)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['retry-after']).toBe({ often: '7', away: '1' }[failure])
  })
}

test('sends whoever has to sign in to do so, and back again', async () => {
  const { statusCode, headers } = await app.inject({ url: '/fail/stranger?x=1&y=2' })
  expect([statusCode, headers.location]).toEqual([303, '/account/sign-in?next=%2Ffail%2Fstranger%3Fx%3D1%26y%3D2'])
})

test('fails in the language the reader chose', async () => {
  const { body } = await app.inject({ url: '/fail/unknown', headers: { cookie: 'lang=de', 'accept-language': 'fr' } })
  expect(body).toContain('<html lang="de"')
})

test('is never framed, never kept, and runs no script but ours', async () => {
  const { headers } = await app.inject({ url: '/page' })
  expect(headers['content-security-policy']).toMatch(/script-src 'self';.*form-action 'self'; frame-ancestors 'none'$/)
  expect(headers['cache-control']).toBe('no-store')
})

test('speaks the language asked for, remembers it, and otherwise the browser’s', async () => {
  const chosen = await app.inject({ url: '/page?lang=fr', headers: { 'accept-language': 'de' } })
  expect(chosen.body).toBe('fr')
  expect(chosen.headers['set-cookie']).toMatch(/^lang=fr; Path=\/; .*HttpOnly/)
  expect((await app.inject({ url: '/page', headers: { cookie: 'a=b; lang=fr', 'accept-language': 'de' } })).body).toBe(
    'fr',
  )
  const usual = await app.inject({ url: '/page', headers: { cookie: 'slang=fr', 'accept-language': 'de' } })
  expect([usual.body, usual.headers['set-cookie']]).toEqual(['de', undefined])
})

test('goes on in the language of whoever sent the reader, unless the reader has chosen', async () => {
  const sent = await app.inject({ url: '/sent', headers: { 'accept-language': 'de' } })
  expect([sent.body, sent.headers['set-cookie']]).toEqual(['it', expect.stringMatching(/^lang=it; /)])
  const chosen = await app.inject({ url: '/sent', headers: { cookie: 'lang=fr', 'accept-language': 'de' } })
  expect([chosen.body, chosen.headers['set-cookie']]).toEqual(['fr', undefined])
  expect((await app.inject({ url: '/sent?lang=es', headers: { cookie: 'lang=fr' } })).body).toBe('es')
})
