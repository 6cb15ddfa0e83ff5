import { expect, test } from 'vitest'
import { authorizeContentAccess, findCourses } from '../../features/licensing/index.ts'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'
import { testVisitor } from '../../testing/visitor.ts'

const app = await testApp()
const { ctx, given } = app

/** A partner that has sold a course to a customer with this address. */
async function aSale(email: string, { title = 'How the spine carries you' } = {}) {
  const channel = await given.channel({ title })
  const partner = await given.partner({ channels: [channel] })
  await authorizeContentAccess(ctx, {
    partnerId: partner.clientId,
    partnerUserId: `customer-${anId()}`,
    products: [{ channelId: channel.id, price: 49 }],
    email,
    hasMarketingConsent: false,
  })
  return { channel, partner }
}

const coursesOf = async (accountId: string) =>
  (await findCourses(ctx.db, { accountId, now: ctx.clock.now() })).map(({ channelId }) => channelId)

test('what partners sold under the address is offered, and taken into My Courses', async () => {
  const { accountId, email, cookie } = await given.account()
  const { channel } = await aSale(email.toUpperCase())
  const visitor = testVisitor(app, { cookie })
  const offered = await visitor.open('/account/claim')
  expect(offered.html).toContain('How the spine carries you')
  expect(offered.html).toContain('Take this course')
  expect((await visitor.open('/my-courses')).html).toContain('/account/claim')
  expect(await coursesOf(accountId)).toEqual([])
  expect((await visitor.post('/account/claim', {})).url).toBe('/my-courses')
  expect(await coursesOf(accountId)).toEqual([channel.id])
  expect((await visitor.open('/account/claim')).html).toContain('Nothing waits here')
  const line = await app.db.selectFrom('audit').select('action').where('actor', '=', `account:${accountId}`).execute()
  expect(line.map(({ action }) => action)).toContain('customer.claimed')
})

test('an address that was not confirmed claims nothing', async () => {
  const { accountId, email, cookie } = await given.account()
  await aSale(email)
  await app.db.updateTable('account').set({ is_email_verified: false }).where('id', '=', accountId).execute()
  const visitor = testVisitor(app, { cookie })
  expect((await visitor.open('/account/claim')).html).toContain('Nothing waits here')
  await visitor.post('/account/claim', {})
  expect(await coursesOf(accountId)).toEqual([])
})

test('two accounts never share a customer, whoever had the address later', async () => {
  const email = `${anId()}@example.com`
  const first = await given.account({ email })
  const { channel } = await aSale(email)
  await testVisitor(app, { cookie: first.cookie }).post('/account/claim', {})
  await app.db
    .updateTable('account')
    .set({ email: `moved-${email}` })
    .where('id', '=', first.accountId)
    .execute()
  const second = await given.account({ email })
  const visitor = testVisitor(app, { cookie: second.cookie })
  expect((await visitor.open('/account/claim')).html).toContain('Nothing waits here')
  await visitor.post('/account/claim', {})
  expect([await coursesOf(first.accountId), await coursesOf(second.accountId)]).toEqual([[channel.id], []])
})

test('claiming twice at once takes each course once', async () => {
  const { accountId, email, cookie } = await given.account()
  await aSale(email)
  await aSale(email, { title: 'The walking foot' })
  const visitor = testVisitor(app, { cookie })
  await Promise.all([1, 2, 3].map(() => visitor.post('/account/claim', {})))
  expect(await coursesOf(accountId)).toHaveLength(2)
  const lines = await app.db.selectFrom('audit').select('subject').where('action', '=', 'customer.claimed').execute()
  expect(new Set(lines.map(({ subject }) => subject)).size).toBe(lines.length)
})

test('a course whose right has ended is not offered', async () => {
  const { email, cookie } = await given.account()
  const { channel } = await aSale(email)
  await app.db
    .updateTable('activation')
    .set({ ended_at: ctx.clock.now(), end_reason: 'revoked' })
    .where('channel_id', '=', channel.id)
    .execute()
  expect((await testVisitor(app, { cookie }).open('/account/claim')).html).toContain('Nothing waits here')
})
