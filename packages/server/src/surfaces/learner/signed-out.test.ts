import { expect, test } from 'vitest'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { testVisitor } from '../../testing/visitor.ts'

const app = await testApp()
const { given, db } = app
const password = 'seven quiet herons'
const course = await given.channel({ videos: 2 })
const partner = await given.partner({ channels: [course] })

/** Two browsers of one learner, each with a lesson that plays. */
async function watching() {
  const { accountId, email, cookie } = await given.account({ password })
  const { userId } = await given.customer({ of: partner, owns: [course] })
  const ofUser = db.selectFrom('customer_user_id').select('customer_id').where('partner_user_id', '=', userId)
  await db.updateTable('customer').set({ account_id: accountId }).where('id', 'in', ofUser).execute()
  const [here, there] = [testVisitor(app, { cookie }), testVisitor(app)]
  await there.post('/account/sign-in', { email, password })
  const open = async (visitor: typeof here, n: number) => {
    const { html } = await visitor.open(`/my-courses/${course.id}/${course.videoIds[n]}`)
    return /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(html)?.[0] ?? ''
  }
  const lessons = { here: await open(here, 0), there: await open(there, 1) }
  app.clock.advance(1)
  return { here, there, open, lessons }
}

async function beat(base: string): Promise<unknown> {
  const report = { method: 'POST', body: JSON.stringify({ position: 3, state: 'playing' }) }
  return (await fetch(`${app.url}${base}/heartbeat`, report)).json()
}
const signedOut = { state: 'ended', reason: 'signedOut' }

const ends = {
  'signing out': { act: '/account/sign-out', fields: {}, isHereOver: true, isThereOver: false },
  'ending every other log-in': {
    act: '/account/sessions/end-others',
    fields: {},
    isHereOver: false,
    isThereOver: true,
  },
  'another password': {
    act: '/account/password',
    fields: { current: password, password: 'eleven loud geese' },
    isHereOver: true,
    isThereOver: true,
  },
}
for (const [title, { act, fields, isHereOver, isThereOver }] of Object.entries(ends)) {
  test(`${title} ends the lessons of the log-ins it ends: keys at once, the player at its next report`, async () => {
    const { here, lessons } = await watching()
    for (const base of Object.values(lessons)) expect(part(await beat(base), 'state')).toBe('live')
    await here.post(act, fields)
    for (const [base, isOver] of [
      [lessons.here, isHereOver],
      [lessons.there, isThereOver],
    ] as const) {
      expect((await app.get(`${base}/key/0`)).status).toBe(isOver ? 410 : 200)
      expect(await beat(base)).toEqual(isOver ? signedOut : { state: 'live' })
      expect(await beat(base)).toEqual(isOver ? signedOut : { state: 'live' })
    }
  })
}

test('a lesson of a log-in that is over is not one of the two that play', async () => {
  const { here, there, open } = await watching()
  await here.post('/account/sign-out', {})
  const other = await open(there, 0)
  expect(part(await beat(other), 'state')).toBe('live')
})

test('a lesson that a partner’s link opened hears nothing of log-ins', async () => {
  const buyer = await given.customer({ of: partner, owns: [course] })
  const body = { clientId: partner.clientId, ...buyer, channelId: course.id, videoId: course.videoIds[0] }
  const ticket = part((await app.call('contentLicensing_videoAccess', body, partner)).body, 'tokenAuthVideo')
  const { text } = await app.get(`/en/videoaccess?signature=${String(ticket)}`)
  const base = /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(text)?.[0] ?? ''
  await db.deleteFrom('account_session').execute()
  expect(await beat(base)).toEqual({ state: 'live' })
})
