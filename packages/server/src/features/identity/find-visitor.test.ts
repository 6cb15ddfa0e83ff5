import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'

const { ctx, given, db } = await testApp()

test('finds whoever is signed in', async () => {
  const { accountId, email, name, cookie } = await given.account()
  expect(await ctx.findVisitor({ cookie: `lang=de; ${cookie}` })).toEqual({
    accountId,
    sessionId: expect.stringMatching(/^[0-9a-f]{24}$/),
    name,
    email,
    isEmailVerified: true,
    role: 'learner',
  })
})

test('a log-in that was ended elsewhere ends at once', async () => {
  const { accountId, cookie } = await given.account()
  expect(await ctx.findVisitor({ cookie })).toBeDefined()
  await db.deleteFrom('account_session').where('account_id', '=', accountId).execute()
  expect(await ctx.findVisitor({ cookie })).toBeUndefined()
})

test('a log-in whose time is over counts for nothing', async () => {
  const { accountId, cookie } = await given.account()
  await db
    .updateTable('account_session')
    .set({ expires_at: new Date(Date.now() - 1000) })
    .where('account_id', '=', accountId)
    .execute()
  expect(await ctx.findVisitor({ cookie })).toBeUndefined()
})

test('an operator without a second factor is a stranger', async () => {
  const { cookie } = await given.account({ role: 'operator' })
  expect(await ctx.findVisitor({ cookie })).toBeUndefined()
})

const strangers = {
  'no cookie': undefined,
  'other cookies': 'lang=de; theme=dark',
  'a cookie that is not signed': '__Host-osteocom.session_token=abc',
  'a signature of another key': `__Host-osteocom.session_token=${'a'.repeat(32)}.${'A'.repeat(43)}%3D`,
}
for (const [title, cookie] of Object.entries(strangers)) {
  test(`finds nobody for ${title}`, async () => {
    expect(await ctx.findVisitor(cookie === undefined ? {} : { cookie })).toBeUndefined()
  })
}
