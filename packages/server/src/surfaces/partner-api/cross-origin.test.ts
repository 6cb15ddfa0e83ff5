import { expect, test } from 'vitest'
import { liveSettings, testApp } from '../../testing/app.ts'

const local = await testApp()
const live = await testApp({ db: local.db, clock: local.clock, settings: liveSettings })
const listed = 'https://shop.example'
const partner = await local.given.partner({ origins: [listed, 'http://localhost:3000'] })

const preflight = async (app: typeof local, origin: string, path = 'contentLicensing_login') =>
  fetch(`${app.url}/sv6/${path}`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  })
const call = (app: typeof local, origin: string) =>
  app.call('contentLicensing_catalog', { clientId: partner.clientId }, { token: partner.token, headers: { origin } })

test('in test mode a listed origin may call from a browser', async () => {
  for (const origin of [listed, 'http://localhost:3000']) {
    const asked = await preflight(local, origin)
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe(origin)
    expect(asked.headers.get('access-control-allow-methods')).toBe('POST')
    expect(asked.headers.get('access-control-allow-headers')).toBe('authorization, content-type, idempotency-key')
    const answer = await call(local, origin)
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin])
    expect(answer.headers.get('vary')).toBe('origin')
  }
})

test('a refusal can be read by the listed origin too', async () => {
  const answer = await local.call('contentLicensing_catalog', {}, { headers: { origin: listed } })
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, listed])
})

test('nobody is ever let in with cookies', async () => {
  const answer = await call(local, listed)
  expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
})

for (const origin of [
  'https://other.example',
  'http://shop.example',
  'https://shop.example:8443',
  'https://shop.example.evil.example',
  'null',
  '*',
  `${listed}/`,
  listed.toUpperCase(),
]) {
  test(`in test mode the origin ${origin} may not`, async () => {
    const asked = await preflight(local, origin)
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([405, null])
    expect((await call(local, origin)).headers.has('access-control-allow-origin')).toBe(false)
  })
}

test('in live mode no origin may', async () => {
  for (const origin of [listed, 'http://localhost:3000', 'https://courses.example']) {
    const asked = await preflight(live, origin)
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([405, null])
    const answer = await call(live, origin)
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null])
  }
})
