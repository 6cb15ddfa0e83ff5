import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { type TestVisitor, testVisitor } from '../../testing/visitor.ts'
import { letterTo, pathOf } from './testing/letters.ts'

const app = await testApp()
const password = 'seven quiet herons'
const isIn = async (visitor: TestVisitor) => (await app.ctx.findVisitor({ cookie: visitor.cookie() })) !== undefined

test('signs in by password, and out', async () => {
  const { email } = await app.given.account({ password })
  const visitor = testVisitor(app)
  const arrived = await visitor.post('/account/sign-in', {
    email: ` ${email.toUpperCase()} `,
    password,
    next: '/account',
  })
  expect([arrived.status, arrived.url]).toEqual([200, '/account'])
  expect(await isIn(visitor)).toBe(true)
  const cookie = visitor.cookie()
  const left = await visitor.post('/account/sign-out', {})
  expect([left.url, await isIn(visitor)]).toEqual(['/account/sign-in', false])
  expect(await app.ctx.findVisitor({ cookie })).toBeUndefined()
})

test('the cookie is for our host alone, unreadable to scripts, and not sent along from other sites’ forms', async () => {
  const { email } = await app.given.account({ password })
  const visitor = testVisitor(app)
  await visitor.post('/account/sign-in', { email, password })
  const line = visitor.setCookies.find((each) => each.startsWith('__Host-osteocom.session_token='))
  expect(line).toMatch(/; Path=\//)
  expect(line).toMatch(/; HttpOnly/)
  expect(line).toMatch(/; Secure/)
  expect(line).toMatch(/; SameSite=Lax/)
  expect(line).not.toMatch(/Domain/i)
})

test('a code is good once', async () => {
  const { email } = await app.given.account()
  const [first, second] = [testVisitor(app), testVisitor(app)]
  await first.post('/account/code', { email })
  const { code } = await letterTo(app, email, 'sign-in-code')
  await first.post('/account/verify-code', { email, code })
  const again = await second.post('/account/verify-code', { email, code })
  expect([await isIn(first), again.status, await isIn(second)]).toEqual([true, 422, false])
})

test('a code that is too old is refused', async () => {
  const { email } = await app.given.account()
  const visitor = testVisitor(app)
  await visitor.post('/account/code', { email })
  const { code } = await letterTo(app, email, 'sign-in-code')
  await app.db
    .updateTable('account_verification')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .execute()
  const refused = await visitor.post('/account/verify-code', { email, code })
  expect([refused.status, await isIn(visitor)]).toEqual([422, false])
})

test('after five wrong tries the right code is worth nothing', async () => {
  const { email } = await app.given.account()
  const visitor = testVisitor(app)
  await visitor.post('/account/code', { email })
  const { code } = await letterTo(app, email, 'sign-in-code')
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  for (let i = 0; i < 5; i += 1) await visitor.post('/account/verify-code', { email, code: wrong })
  const refused = await visitor.post('/account/verify-code', { email, code })
  expect([refused.html, await isIn(visitor)]).toEqual([expect.stringContaining('tried too often'), false])
})

test('codes and links stand nowhere in the tables as they are', async () => {
  const { email } = await app.given.account()
  const visitor = testVisitor(app)
  await visitor.post('/account/code', { email })
  await visitor.post('/account/forgot', { email })
  const { code } = await letterTo(app, email, 'sign-in-code')
  const { url } = await letterTo(app, email, 'reset-password')
  const token = new URL(url).searchParams.get('token') ?? ''
  const rows = JSON.stringify(await app.db.selectFrom('account_verification').selectAll().execute())
  expect(rows).not.toContain(token)
  expect(rows).not.toContain(`"${code}:`)
  expect(rows).not.toContain(email)
})

test('a forgotten password is set anew, once, and ends every log-in', async () => {
  const { email, cookie } = await app.given.account({ password })
  const visitor = testVisitor(app)
  await visitor.post('/account/forgot', { email, next: '/account' })
  const { url } = await letterTo(app, email, 'reset-password')
  const token = new URL(url).searchParams.get('token') ?? ''
  expect((await visitor.open(pathOf(url))).html).toContain('Choose a password')
  const renewed = 'eleven loud geese'
  const done = await visitor.post('/account/reset', { token, password: renewed, next: '/account' })
  expect([done.url, done.html]).toEqual([
    '/account/sign-in?next=%2Faccount&news=resetDone',
    expect.stringContaining('Your password is set'),
  ])
  expect(await app.ctx.findVisitor({ cookie })).toBeUndefined()
  expect((await visitor.post('/account/sign-in', { email, password })).status).toBe(422)
  expect((await visitor.post('/account/sign-in', { email, password: renewed, next: '/account' })).url).toBe('/account')
  const again = await visitor.post('/account/reset', { token, password: 'twelve more geese' })
  expect([again.status, again.html]).toEqual([422, expect.stringContaining('no longer works')])
  await letterTo(app, email, 'password-changed')
})

test('someone who never confirmed the address gets the letter again, for the right password only', async () => {
  const email = 'unconfirmed@example.com'
  const visitor = testVisitor(app)
  await visitor.post('/account/sign-up', { name: 'Ada', email, password })
  const count = async () => (await app.mails()).filter(({ to, kind }) => to === email && kind === 'verify-email').length
  await visitor.post('/account/sign-in', { email, password: 'not the password' })
  expect(await count()).toBe(1)
  const told = await visitor.post('/account/sign-in', { email, password })
  expect([told.status, told.html, await count()]).toEqual([200, expect.stringContaining('Check your mail'), 2])
})

test('goes on to nowhere but our own pages', async () => {
  const { email } = await app.given.account({ password })
  const visitor = testVisitor(app)
  const next = '//evil.example/'
  const page = await visitor.open(`/account/sign-in?next=${encodeURIComponent(next)}`)
  expect(page.html).not.toContain('name="next"')
  const arrived = await visitor.post('/account/sign-in', { email, password, next })
  expect(arrived.way.slice(0, 2)).toEqual(['/account/sign-in', '/my-courses'])
})

const foreign = {
  'another site': { origin: 'https://evil.example' },
  'a sandboxed frame': { origin: 'null' },
  'another port': { origin: 'https://courses.example:8443' },
  'no browser at all': { origin: '' },
}
for (const [title, headers] of Object.entries(foreign)) {
  test(`refuses a form sent from ${title}`, async () => {
    const { email } = await app.given.account({ password })
    const visitor = testVisitor(app)
    const refused = await visitor.post('/account/sign-in', { email, password }, headers)
    expect([refused.status, await isIn(visitor)]).toEqual([403, false])
  })
}

test('the library’s own routes are not there', async () => {
  for (const path of [
    '/api/auth/get-session',
    '/account/never-mounted/get-session',
    '/account/never-mounted/sign-in/email',
  ]) {
    expect((await app.get(path)).status).toBe(404)
  }
})
