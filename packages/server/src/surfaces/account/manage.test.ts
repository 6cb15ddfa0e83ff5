import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { testVisitor } from '../../testing/visitor.ts'
import { letterTo, pathOf } from './testing/letters.ts'

const app = await testApp()
const password = 'seven quiet herons'
const firefox = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

test('a stranger is sent to sign in and comes back', async () => {
  expect((await testVisitor(app).open('/account')).url).toBe('/account/sign-in?next=%2Faccount')
})

test('the name is changed, and a name that is none is refused beside its field', async () => {
  const { cookie } = await app.given.account()
  const visitor = testVisitor(app, { cookie })
  const saved = await visitor.post('/account/name', { name: '  Ada   Lovelace ' })
  expect([saved.url, saved.html]).toEqual(['/account?saved', expect.stringContaining('value="Ada Lovelace"')])
  const refused = await visitor.post('/account/name', { name: '' })
  expect([refused.status, refused.html]).toEqual([422, expect.stringMatching(/id="name-error"[^>]*>Enter your name/)])
})

test('the address changes once the letter to the new one has been answered', async () => {
  const { accountId, email, cookie } = await app.given.account({ password })
  const visitor = testVisitor(app, { cookie })
  const refused = await visitor.post('/account/email', { email: 'new@example.com', password: 'not the password' })
  expect(refused.status).toBe(422)
  const sent = await visitor.post('/account/email', { email: 'new@example.com', password })
  expect(sent.html).toContain('Check your mail')
  expect(await app.ctx.findVisitor({ cookie })).toMatchObject({ email })
  const { url } = await letterTo(app, 'new@example.com', 'email-change')
  expect((await visitor.open(pathOf(url))).html).toContain('Use this address')
  expect(await app.ctx.findVisitor({ cookie })).toMatchObject({ email })
  const token = new URL(url).searchParams.get('token') ?? ''
  expect((await testVisitor(app).post('/account/verify-email', { token })).url).toMatch(/^\/account\/sign-in/)
  expect((await visitor.post('/account/verify-email', { token })).url).toBe('/account?saved')
  expect(await app.ctx.findVisitor({ cookie })).toMatchObject({
    accountId,
    email: 'new@example.com',
    isEmailVerified: true,
  })
  // The mailbox that is left behind is told.
  await letterTo(app, email, 'email-changed')
})

test('an address that another account has is neither told nor taken', async () => {
  const [mine, theirs] = [await app.given.account({ password }), await app.given.account()]
  const visitor = testVisitor(app, { cookie: mine.cookie })
  const sent = await visitor.post('/account/email', { email: theirs.email, password })
  expect([sent.status, sent.html]).toEqual([200, expect.stringContaining('Check your mail')])
  expect((await app.mails()).filter(({ to, kind }) => to === theirs.email && kind === 'email-change')).toEqual([])
})

test('an account without a password proves itself by a mailed code', async () => {
  const { email, cookie } = await app.given.account()
  const visitor = testVisitor(app, { cookie })
  const asked = await visitor.post('/account/email', { email: 'mine@example.com', step: 'mail-code' })
  expect(asked.html).toContain('value="mine@example.com"')
  // The Enter key presses the first button.
  expect(asked.html.indexOf('Change address')).toBeLessThan(asked.html.indexOf('value="mail-code"'))
  const { code } = await letterTo(app, email, 'sign-in-code')
  expect((await visitor.post('/account/email', { email: 'mine@example.com', code: '000000' })).status).toBe(422)
  expect((await visitor.post('/account/email', { email: 'mine@example.com', code })).html).toContain('Check your mail')
})

test('another password ends every other log-in, and the holder is told', async () => {
  const { email, cookie } = await app.given.account({ password })
  const other = testVisitor(app)
  await other.post('/account/sign-in', { email, password })
  const visitor = testVisitor(app, { cookie })
  const wrong = await visitor.post('/account/password', { current: 'not the password', password: 'eleven loud geese' })
  expect(wrong.html).toMatch(/id="current-error"/)
  const saved = await visitor.post('/account/password', { current: password, password: 'eleven loud geese' })
  expect(saved.url).toBe('/account?saved')
  expect(await app.ctx.findVisitor({ cookie: other.cookie() })).toBeUndefined()
  expect(await app.ctx.findVisitor({ cookie: visitor.cookie() })).toBeDefined()
  await letterTo(app, email, 'password-changed')
})

test('an account made by code gets a first password', async () => {
  const { email, cookie } = await app.given.account()
  const visitor = testVisitor(app, { cookie })
  expect((await visitor.open('/account')).html).toContain('You sign in with mailed codes')
  await visitor.post('/account/password', { password })
  const other = testVisitor(app)
  expect((await other.post('/account/sign-in', { email, password, next: '/account' })).url).toBe('/account')
})

test('log-ins are listed with their devices, and one that is ended ends at once', async () => {
  const { email, cookie, accountId } = await app.given.account({ password })
  const other = testVisitor(app, { headers: firefox })
  await other.post('/account/sign-in', { email, password })
  const visitor = testVisitor(app, { cookie })
  const listed = await visitor.open('/account')
  expect(listed.html).toContain('Firefox on Linux')
  const session = /name="session" value="(\w+)"/.exec(listed.html)?.[1] ?? ''
  await visitor.post('/account/sessions/end', { session })
  expect(await app.ctx.findVisitor({ cookie: other.cookie() })).toBeUndefined()
  expect(await app.ctx.findVisitor({ cookie })).toMatchObject({ accountId })
})

test('nobody ends the log-in of another account', async () => {
  const [mine, theirs] = [await app.given.account(), await app.given.account()]
  const session = await app.ctx.findVisitor({ cookie: theirs.cookie })
  await testVisitor(app, { cookie: mine.cookie }).post('/account/sessions/end', { session: session?.sessionId ?? '' })
  expect(await app.ctx.findVisitor({ cookie: theirs.cookie })).toBeDefined()
})

test('all others are ended together', async () => {
  const { email, cookie } = await app.given.account({ password })
  const others = [testVisitor(app), testVisitor(app)]
  for (const other of others) await other.post('/account/sign-in', { email, password })
  await testVisitor(app, { cookie }).post('/account/sessions/end-others', {})
  for (const other of others) expect(await app.ctx.findVisitor({ cookie: other.cookie() })).toBeUndefined()
  expect(await app.ctx.findVisitor({ cookie })).toBeDefined()
})
