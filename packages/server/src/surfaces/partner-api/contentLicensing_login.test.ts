import { expect, test } from 'vitest'
import { createPartner } from '../../features/partners/create-partner.ts'
import { rotateSecret } from '../../features/partners/rotate-secret.ts'
import { setPartnerOnline } from '../../features/partners/set-partner-online.ts'
import { withoutRequestId } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'

const app = await testApp()
const login = 'contentLicensing_login'
const good = await app.given.partner()
const offline = await app.given.partner()
await setPartnerOnline(app.ctx, { clientId: offline.clientId, isOnline: false, actor: 'test' })
const framed = await createPartner(app.ctx, { name: 'Framed', path: 'iframe', origins: [], actor: 'test' })

const credentials = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
  clientId,
  clientSecret,
})
const logIn = async (partner: { clientId: string; clientSecret: string }) =>
  (await app.call(login, credentials(partner))).status

test('answers a bearer token that opens the other calls', async () => {
  const answer = await app.call(login, credentials(good))
  expect(answer.status).toBe(200)
  expect(Object.keys(answer.body as object)).toEqual(['token'])
  const { token } = answer.body as { token: string }
  expect((await app.call('contentLicensing_catalog', { clientId: good.clientId }, { token })).status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

const refused: Record<string, { clientId: string; clientSecret: string }> = {
  'an unknown client': { clientId: anId(), clientSecret: good.clientSecret },
  'a wrong secret': { clientId: good.clientId, clientSecret: offline.clientSecret },
  'a secret with a space behind it': { clientId: good.clientId, clientSecret: `${good.clientSecret} ` },
  'a secret in capitals': { clientId: good.clientId, clientSecret: good.clientSecret.toUpperCase() },
  'a client id with a space before it': { clientId: ` ${good.clientId}`, clientSecret: good.clientSecret },
  'an off-line partner': credentials(offline),
  'a partner of the iframe path': { clientId: framed.clientId, clientSecret: 'cs_test_none' },
}
for (const [title, body] of Object.entries(refused)) {
  test(`refuses ${title} as it refuses everyone`, async () => {
    const answer = await app.call(login, body)
    const unknown = await app.call(login, { clientId: anId(), clientSecret: 'nobody' })
    expect([answer.status, answer.code]).toEqual([401, 'InvalidCredentials'])
    expect(withoutRequestId(answer)).toBe(withoutRequestId(unknown))
    expect([...answer.headers.keys()]).toEqual([...unknown.headers.keys()])
  })
}

test('refuses a secret of 5,000 characters before looking at it', async () => {
  const answer = await app.call(login, { clientId: good.clientId, clientSecret: 'x'.repeat(5000) })
  expect([answer.status, answer.code, answer.fields]).toEqual([400, 'InvalidInput', ['clientSecret']])
})

test('rotation leaves the secret before for the overlap and ends the one before that', async () => {
  const first = await app.given.partner()
  app.clock.advance(1)
  const second = {
    ...first,
    ...(await rotateSecret(app.ctx, { clientId: first.clientId, overlapHours: 24, actor: 'test' })),
  }
  expect([await logIn(first), await logIn(second)]).toEqual([200, 200])
  app.clock.advance(1)
  const third = {
    ...first,
    ...(await rotateSecret(app.ctx, { clientId: first.clientId, overlapHours: 24, actor: 'test' })),
  }
  expect([await logIn(first), await logIn(second), await logIn(third)]).toEqual([401, 200, 200])
  app.clock.advance(24 * 3600)
  expect([await logIn(second), await logIn(third)]).toEqual([401, 200])
})

test('rotation without overlap ends the secret at once, and its tokens within a second', async () => {
  const before = await app.given.partner()
  expect((await app.call('contentLicensing_catalog', { clientId: before.clientId }, before)).status).toBe(200)
  await rotateSecret(app.ctx, { clientId: before.clientId, overlapHours: 0, actor: 'test' })
  expect(await logIn(before)).toBe(401)
  app.clock.advance(1)
  expect((await app.call('contentLicensing_catalog', { clientId: before.clientId }, before)).status).toBe(401)
})

test('a switched-off partner is refused within a second on every node, and let in again when switched on', async () => {
  const partner = await app.given.partner()
  const nodes = [app, await testApp({ db: app.db, clock: app.clock })]
  const statuses = async () =>
    Promise.all(
      nodes.map(
        async (node) => (await node.call('contentLicensing_catalog', { clientId: partner.clientId }, partner)).status,
      ),
    )
  expect(await statuses()).toEqual([200, 200])
  await setPartnerOnline(app.ctx, { clientId: partner.clientId, isOnline: false, actor: 'test' })
  app.clock.advance(1)
  expect(await statuses()).toEqual([401, 401])
  await setPartnerOnline(app.ctx, { clientId: partner.clientId, isOnline: true, actor: 'test' })
  app.clock.advance(1)
  expect(await statuses()).toEqual([200, 200])
})

test('a network past its log-ins waits as long as it is told, whatever it says of where it comes from', async () => {
  const strict = await testApp({ db: app.db, settings: { LOGINS_PER_MINUTE: '3' } })
  const from = (i: number) => ({ headers: { 'x-forwarded-for': `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` } })
  for (let i = 0; i < 3; i++) expect((await strict.call(login, credentials(good), from(i))).status).toBe(200)
  const refusal = await strict.call(login, credentials(good), from(4))
  expect([refusal.status, refusal.code, refusal.headers.get('retry-after')]).toEqual([429, 'RateLimited', '20'])
  strict.clock.advance(20)
  expect((await strict.call(login, credentials(good), from(5))).status).toBe(200)
})

test('guessing at one client is slowed, and locks neither it nor another out', async () => {
  const strict = await testApp({ db: app.db, settings: { LOGINS_PER_MINUTE: '4', TRUSTED_PROXIES: '127.0.0.1' } })
  const from = (i: number) => ({ headers: { 'x-forwarded-for': `203.0.113.${i}` } })
  const wrong = { clientId: good.clientId, clientSecret: 'wrong' }
  for (let i = 0; i < 4; i++) expect((await strict.call(login, wrong, from(i))).status).toBe(401)
  expect((await strict.call(login, wrong, from(5))).status).toBe(429)
  expect((await strict.call(login, credentials(good), from(7))).status).toBe(200)
  const other = await strict.given.partner()
  expect((await strict.call(login, credentials(other), from(6))).status).toBe(200)
})
