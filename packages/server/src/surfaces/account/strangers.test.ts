import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'
import { testVisitor, type VisitedPage } from '../../testing/visitor.ts'

const password = 'seven quiet herons'
const network = (n: number) => ({ headers: { 'x-forwarded-for': `198.51.100.${n}` } })
const proxied = { settings: { TRUSTED_PROXIES: '127.0.0.1' } }
const app = await testApp(proxied)

/** A page as a stranger can compare it: without the address that was typed in. */
function comparable({ status, html, headers, way }: VisitedPage, email: string) {
  const seen = [...headers].filter(([name]) => !['date', 'content-length'].includes(name))
  return { status, seen, html: html.replaceAll(email, 'ADDRESS'), way }
}

const asked: Record<string, (email: string) => [string, Record<string, string>]> = {
  'signing up': (email) => ['/account/sign-up', { name: 'Ada', email, password }],
  'signing in with a wrong password': (email) => ['/account/sign-in', { email, password: 'not the password' }],
  'asking for a code': (email) => ['/account/code', { email }],
  'trying a code': (email) => ['/account/verify-code', { email, code: '000000' }],
  'asking for a link': (email) => ['/account/forgot', { email }],
}
for (const [title, request] of Object.entries(asked)) {
  test(`${title} tells nobody whether an address has an account`, async () => {
    const known = await app.given.account({ password })
    const answers = []
    for (const email of [known.email, `${anId()}@example.com`.padStart(known.email.length, 'x')]) {
      const visitor = testVisitor(app)
      const began = performance.now()
      const page = await visitor.post(...request(email))
      answers.push({ page: comparable(page, email), ms: performance.now() - began, cookies: visitor.setCookies })
    }
    const [one, other] = answers
    expect(one?.page).toEqual(other?.page)
    expect(one?.cookies).toEqual(other?.cookies)
    expect(Math.min(one?.ms ?? 0, other?.ms ?? 0)).toBeGreaterThanOrEqual(299)
  })
}

test('an address that signs up again is told so by mail, and nothing about it changes', async () => {
  const { email } = await app.given.account({ name: 'Ada', password })
  await testVisitor(app).post('/account/sign-up', { name: 'Mallory', email, password: 'another password' })
  const kinds = (await app.mails()).filter(({ to }) => to === email).map(({ kind }) => kind)
  expect(kinds).toEqual(['already-registered'])
  const row = await app.db.selectFrom('account').select('name').where('email', '=', email).execute()
  expect(row).toEqual([{ name: 'Ada' }])
})

test('guessing is slow: a calm page with how long to wait, from that network and for that address', async () => {
  const limited = await testApp(proxied)
  const { email } = await limited.given.account({ password })
  const guesser = testVisitor(limited, network(7))
  for (let i = 0; i < 10; i++) await guesser.post('/account/sign-in', { email, password: `wrong password ${i}` })
  const refused = await guesser.post('/account/sign-in', { email, password })
  expect([refused.status, refused.headers.get('retry-after'), refused.html]).toEqual([
    429,
    '60',
    expect.stringContaining('Wait a minute'),
  ])
  const holder = testVisitor(limited, network(8))
  expect((await holder.post('/account/sign-in', { email, password, next: '/account' })).url).toBe('/account')
})

test('nobody’s mailbox is flooded', async () => {
  const limited = await testApp(proxied)
  const email = 'flooded@example.com'
  const statuses = []
  for (let i = 0; i < 8; i++) {
    statuses.push((await testVisitor(limited, network(i)).post('/account/code', { email })).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429])
  expect(await limited.mails()).toHaveLength(6)
})

test('the log of deeds tells of sign-ins and refusals, and never names an address', async () => {
  const { email, accountId } = await app.given.account({ password })
  const visitor = testVisitor(app)
  await visitor.post('/account/sign-in', { email, password: 'not the password' })
  await visitor.post('/account/sign-in', { email: 'nobody@example.com', password })
  await visitor.post('/account/sign-in', { email, password })
  const lines = await app.db.selectFrom('audit').selectAll().execute()
  const mine = lines.filter(({ subject }) => subject === `account:${accountId}`).map(({ action }) => action)
  expect(mine).toEqual(['account.sign-in-refused', 'account.signed-in'])
  expect(lines.filter(({ subject }) => subject === 'account:unknown')).not.toEqual([])
  expect(JSON.stringify(lines)).not.toContain('@')
})
