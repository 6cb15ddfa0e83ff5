import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'
import { testVisitor } from '../../testing/visitor.ts'
import { letterTo, pathOf } from './testing/letters.ts'

const app = await testApp()
const password = 'seven quiet herons'
const anEmail = () => `learner-${anId()}@example.com`

test('someone signs up, confirms the address, and is where they were on the way to', async () => {
  const visitor = testVisitor(app)
  const email = anEmail()
  const sent = await visitor.post('/account/sign-up', { name: 'Ada', email, password, next: '/account/privacy' })
  expect(sent.html).toContain('Check your mail')
  expect(await app.ctx.findVisitor({ cookie: visitor.cookie() })).toBeUndefined()

  const { url } = await letterTo(app, email, 'verify-email')
  const asked = await visitor.open(pathOf(url))
  expect(asked.html).toContain(email)
  const token = new URL(url).searchParams.get('token') ?? ''
  const arrived = await visitor.post('/account/verify-email', { token, password, next: '/account/privacy' })
  expect([arrived.status, arrived.url]).toEqual([200, '/account/privacy'])
  expect(await app.ctx.findVisitor({ cookie: visitor.cookie() })).toMatchObject({ email, isEmailVerified: true })
})

test('opening the link alone confirms nothing, and neither does a password that was not chosen', async () => {
  const visitor = testVisitor(app)
  const email = anEmail()
  await visitor.post('/account/sign-up', { name: 'Ada', email, password })
  const { url } = await letterTo(app, email, 'verify-email')
  const token = new URL(url).searchParams.get('token') ?? ''
  await visitor.open(pathOf(url))
  const refused = await visitor.post('/account/verify-email', { token, password: 'not the one chosen' })
  expect([refused.status, refused.html]).toEqual([422, expect.stringContaining('not the password')])
  const row = await app.db
    .selectFrom('account')
    .select('is_email_verified')
    .where('email', '=', email)
    .executeTakeFirst()
  expect(row).toEqual({ is_email_verified: false })
})

test('whoever signs up in another’s name gains nothing when the other signs in by code', async () => {
  const [stranger, holder] = [testVisitor(app), testVisitor(app)]
  const email = anEmail()
  await stranger.post('/account/sign-up', { name: 'Not Ada', email, password })
  await holder.post('/account/code', { email })
  const { code } = await letterTo(app, email, 'sign-in-code')
  await holder.post('/account/verify-code', { email, code })
  expect(await app.ctx.findVisitor({ cookie: holder.cookie() })).toMatchObject({ email })
  const refused = await stranger.post('/account/sign-in', { email, password })
  expect([refused.status, refused.html]).toEqual([422, expect.stringContaining('is wrong')])
})

test('marketing consent is off unless it is ticked, and kept with its wording', async () => {
  for (const [given, isGiven] of [
    [{}, false],
    [{ marketing: 'yes' }, true],
  ] as const) {
    const email = anEmail()
    await testVisitor(app).post('/account/sign-up', { name: 'Ada', email, password, ...given })
    const consents = await app.db
      .selectFrom('consent')
      .innerJoin('account', 'account.id', 'consent.account_id')
      .select(['kind', 'is_given', 'text_version', 'given_at'])
      .where('account.email', '=', email)
      .execute()
    expect(consents).toEqual([
      {
        kind: 'marketing',
        is_given: isGiven,
        text_version: expect.stringMatching(/^\d{4}-\d\d$/),
        given_at: 'sign-up',
      },
    ])
  }
})

test('an account made by code is asked for a name, once', async () => {
  const visitor = testVisitor(app)
  const email = anEmail()
  const asked = await visitor.post('/account/code', { email, next: '/account' })
  expect(asked.html).toContain('six digits')
  const { code } = await letterTo(app, email, 'sign-in-code')
  const welcome = await visitor.post('/account/verify-code', {
    email,
    code: `${code.slice(0, 3)} ${code.slice(3)}`,
    next: '/account',
  })
  expect(welcome.url).toBe('/account/welcome?next=%2Faccount')
  const nameless = await visitor.post('/account/welcome', { name: ' ', next: '/account' })
  expect([nameless.status, nameless.html]).toEqual([422, expect.stringContaining('Enter your name.')])
  const arrived = await visitor.post('/account/welcome', { name: 'Ada', next: '/account' })
  expect(arrived.url).toBe('/account')
  expect(await app.ctx.findVisitor({ cookie: visitor.cookie() })).toMatchObject({ name: 'Ada', email })
})

const good = { name: 'Ada', email: 'good@example.com', password }
const refusals: Record<string, { change: Partial<typeof good>; says: string }> = {
  'no name': { change: { name: '  ' }, says: 'Enter your name.' },
  'the number of a card for a name': { change: { name: 'Ada 4111 1111 1111 1111' }, says: 'not the number of a card' },
  'a name of 101 characters': { change: { name: 'a'.repeat(101) }, says: 'Shorten the name' },
  'no address': { change: { email: '' }, says: 'Enter an email address' },
  'an address with a line break': {
    change: { email: 'a@example.com\r\nbcc: b@example.com' },
    says: 'Enter an email address',
  },
  'a full-width at sign': { change: { email: 'a＠example.com' }, says: 'Enter an email address' },
  'an address of 400 characters': {
    change: { email: `${'a'.repeat(390)}@example.com` },
    says: 'Enter an email address',
  },
  'letters of another script that look alike': { change: { email: 'аda@example.com' }, says: 'Enter an email address' },
  'a short password': { change: { password: 'short one' }, says: 'at least 10' },
  'a password everybody tries': { change: { password: 'Password123' }, says: 'among the first' },
  'a password of one letter': { change: { password: 'aaaaaaaaaaaa' }, says: 'among the first' },
  'the address as password': { change: { password: 'good@example.com' }, says: 'among the first' },
  'a password of 129 characters': { change: { password: 'abcdefghi '.repeat(13) }, says: 'at most 128' },
}
for (const [title, { change, says }] of Object.entries(refusals)) {
  test(`refuses to sign up with ${title}`, async () => {
    const visitor = testVisitor(app)
    const answer = await visitor.post('/account/sign-up', { ...good, ...change })
    expect([answer.status, answer.html]).toEqual([422, expect.stringContaining(says)])
    expect(answer.html).not.toMatch(/type="password"[^>]*value/)
  })
}

test('signing up twice at once makes one account, and both pages say the same', async () => {
  const email = anEmail()
  const form = { name: 'Ada', email, password }
  const pages = await Promise.all([1, 2, 3].map(() => testVisitor(app).post('/account/sign-up', form)))
  expect(new Set(pages.map(({ status, html }) => `${status} ${html}`)).size).toBe(1)
  expect(pages[0]?.status).toBe(200)
  const rows = await app.db.selectFrom('account').select('id').where('email', '=', email).execute()
  expect(rows).toHaveLength(1)
})
