import { expect, test } from 'vitest'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { testVisitor } from '../../testing/visitor.ts'
import { letterTo } from './testing/letters.ts'

const app = await testApp()
const password = 'seven quiet herons'

test('marketing consent is given and taken back, and the list says when', async () => {
  const { cookie } = await app.given.account()
  const visitor = testVisitor(app, { cookie })
  expect((await visitor.open('/account/privacy')).html).toContain('You have not been asked anything yet.')
  const given = await visitor.post('/account/privacy/marketing', { marketing: 'yes' })
  expect(given.html).toContain('We mail you about new courses.')
  app.clock.advance(60)
  const taken = await visitor.post('/account/privacy/marketing', { marketing: 'no' })
  expect(taken.html).toContain('We do not mail you about new courses.')
  expect([...taken.html.matchAll(/<time datetime="([^"]+)"/gi)].map(([, time]) => time)).toEqual([
    '2026-03-02T10:01:00.250Z',
    '2026-03-02T10:00:00.250Z',
  ])
})

test('everything stored comes as a file, for the holder alone', async () => {
  const { cookie, email, accountId } = await app.given.account()
  const file = await testVisitor(app, { cookie }).open('/account/privacy/export')
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="my-data.json"')
  expect(file.headers.get('cache-control')).toBe('no-store')
  expect(part(JSON.parse(file.html), 'account')).toMatchObject({ id: accountId, email, hasPassword: false })
  expect((await testVisitor(app).open('/account/privacy/export')).url).toMatch(/^\/account\/sign-in/)
})

test('an account is erased with its password, and with nothing less', async () => {
  const { cookie, email, accountId } = await app.given.account({ password })
  const visitor = testVisitor(app, { cookie })
  expect((await visitor.open('/account/erase')).html).toContain('the record of sales')
  for (const form of [{}, { password: '' }, { password: 'not the password' }, { code: '000000' }]) {
    expect((await visitor.post('/account/erase', form)).status).toBe(422)
  }
  const erased = await visitor.post('/account/erase', { password })
  expect([erased.status, erased.html]).toEqual([200, expect.stringContaining('Your account is erased')])
  expect(visitor.cookie()).not.toContain('session_token')
  expect(await app.ctx.findVisitor({ cookie })).toBeUndefined()
  expect(await app.db.selectFrom('account').where('id', '=', accountId).select('id').execute()).toEqual([])
  await letterTo(app, email, 'account-erased')
  expect((await testVisitor(app).post('/account/sign-in', { email, password })).status).toBe(422)
})

test('an account without a password is erased with a mailed code', async () => {
  const { cookie, email } = await app.given.account()
  const visitor = testVisitor(app, { cookie })
  expect((await visitor.open('/account/erase')).html).not.toContain('Erase for good')
  expect((await visitor.post('/account/erase', { step: 'mail-code' })).html).toContain('Erase for good')
  const { code } = await letterTo(app, email, 'sign-in-code')
  expect((await visitor.post('/account/erase', { code: '000000' })).status).toBe(422)
  expect((await visitor.post('/account/erase', { code })).html).toContain('Your account is erased')
})
