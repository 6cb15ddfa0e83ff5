import { expect, test } from 'vitest'
import { findOperators, inviteOperator } from '../../features/identity/index.ts'
import { testApp } from '../../testing/app.ts'
import { testClock } from '../../testing/clock.ts'
import { testVisitor } from '../../testing/visitor.ts'
import { letterTo, pathOf } from './testing/letters.ts'

// The library's own clock says when an invitation is over.
const app = await testApp({ clock: testClock(new Date()) })
const password = 'seven quiet herons'
const actor = 'test'

test('an operator is invited by mail, sets a password, and has to set up a second factor', async () => {
  const email = 'operator@example.com'
  await inviteOperator(app.ctx, { email, name: 'Olga', actor })
  expect(await findOperators(app.db)).toMatchObject([{ email, name: 'Olga', isEmailVerified: false }])
  const { url, hours } = await letterTo(app, email, 'operator-invitation')
  expect(hours).toBe(72)
  const visitor = testVisitor(app)
  expect((await visitor.open(pathOf(url))).html).toContain('Choose a password')
  const token = new URL(url).searchParams.get('token') ?? ''
  expect((await visitor.post('/account/reset', { token, password })).url).toMatch(/^\/account\/sign-in/)
  const arrived = await visitor.post('/account/sign-in', { email, password })
  expect([arrived.url, arrived.html]).toEqual([
    '/account/second-factor?next=%2Fmy-courses',
    expect.stringContaining('Operators need a second factor'),
  ])
  expect(await app.ctx.findVisitor({ cookie: visitor.cookie() })).toBeUndefined()
})

test('inviting a learner makes an operator of the account that is there', async () => {
  const { accountId, email, cookie } = await app.given.account()
  const invited = await inviteOperator(app.ctx, { email: email.toUpperCase(), name: 'Olga', actor })
  expect(invited).toEqual({ accountId, email })
  expect(await app.ctx.findVisitor({ cookie })).toBeUndefined()
})

const refusals = { 'no address': { email: 'olga' }, 'no name': { name: '  ' } }
for (const [title, change] of Object.entries(refusals)) {
  test(`refuses to invite with ${title}`, async () => {
    const asked = { email: 'olga@example.com', name: 'Olga', actor, ...change }
    await expect(inviteOperator(app.ctx, asked)).rejects.toMatchObject({ code: 'InvalidInput' })
  })
}

test('other methods are refused by name', async () => {
  for (const [path, allow] of [
    ['/account/sign-in', 'GET, HEAD, POST'],
    ['/account/sign-out', 'POST'],
    ['/account/privacy/export', 'GET, HEAD'],
  ] as const) {
    const response = await fetch(app.url + path, { method: 'DELETE' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
  }
})
