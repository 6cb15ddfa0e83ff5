import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { anId, type GivenChannel, type GivenPartner } from '../../testing/given.ts'
import { openLearnerPlayback } from '../playback/open-learner-playback.ts'
import { upsertReports } from '../playback/report-store.ts'
import { findCourse, findCourses } from './courses.ts'
import { grantTrial } from './grant-trial.ts'

const app = await testApp()
const { db, given, clock } = app

async function account(): Promise<string> {
  const id = anId()
  await db
    .insertInto('account')
    .values({ id, name: 'Ada', email: `${id}@example.com`, is_email_verified: true })
    .execute()
  return id
}

/** A log-in of an account. */
async function logIn(accountId: string): Promise<string> {
  const id = anId()
  const expires_at = new Date('2100-01-01')
  await db
    .insertInto('account_session')
    .values({ id, account_id: accountId, token: id, expires_at, updated_at: clock.now() })
    .execute()
  return id
}

async function learner({ of, owns, as }: { of: GivenPartner; owns: GivenChannel[]; as: string }): Promise<string> {
  const { userId } = await given.customer({ of, owns })
  return link(of, userId, as)
}

async function link(of: GivenPartner, userId: string, accountId: string): Promise<string> {
  const { customer_id } = await db
    .selectFrom('customer_user_id')
    .select('customer_id')
    .where('partner_id', '=', of.clientId)
    .where('partner_user_id', '=', userId)
    .executeTakeFirstOrThrow()
  await db.updateTable('customer').set({ account_id: accountId }).where('id', '=', customer_id).execute()
  return customer_id
}

/** Watches stretches of a lesson of 65 seconds, one after the other. */
async function watch(
  accountId: string,
  { id }: GivenChannel,
  videoId: string,
  ...stretches: [from: number, to: number][]
): Promise<void> {
  const sessionId = await logIn(accountId)
  const claim = { accountId, sessionId, channelId: id, videoId, takesOver: true }
  const opened = await openLearnerPlayback(app.ctx, claim)
  if ('refused' in opened) throw new Error('it should have opened')
  const playing = await db
    .selectFrom('playback_session')
    .select('id')
    .where('video_id', '=', videoId)
    .where('token_id', '=', `log-in:${sessionId}:${videoId}`)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  for (const stretch of stretches) {
    clock.advance(1)
    const place = { positionSeconds: stretch[1], isLeaving: false, isTouched: true }
    await upsertReports(db, [{ sessionId: playing.id, at: clock.now(), watched: [stretch], ...place }])
  }
}

async function end(customerId: string, channel: GivenChannel, reason: 'revoked' | 'refunded' | 'disputed') {
  clock.advance(60)
  await db
    .updateTable('activation')
    .set({ ended_at: clock.now(), end_reason: reason })
    .where('customer_id', '=', customerId)
    .where('channel_id', '=', channel.id)
    .execute()
}

const courses = (accountId: string) => findCourses(db, { accountId, now: clock.now() })
const course = (accountId: string, { id }: GivenChannel) =>
  findCourse(db, { accountId, channelId: id, now: clock.now() })

test('an account sees the courses of all its customers, of any partner, and nobody else’s', async () => {
  const [one, two, other] = [await given.channel(), await given.channel(), await given.channel()]
  const [shop, school] = [await given.partner({ channels: [one, other] }), await given.partner({ channels: [two] })]
  const [ada, bea] = [await account(), await account()]
  await learner({ of: shop, owns: [one], as: ada })
  await learner({ of: school, owns: [two], as: ada })
  await learner({ of: shop, owns: [other], as: bea })
  expect((await courses(ada)).map(({ channelId }) => channelId).sort()).toEqual([one.id, two.id].sort())
  expect((await courses(bea)).map(({ channelId }) => channelId)).toEqual([other.id])
  expect(await course(bea, one)).toBeUndefined()
  expect(await courses(await account())).toEqual([])
})

test('a lesson is done once nine tenths were watched: skipping does not count, going back does not undo it', async () => {
  const channel = await given.channel({ videos: 4 })
  const shop = await given.partner({ channels: [channel] })
  const ada = await account()
  await learner({ of: shop, owns: [channel], as: ada })
  const [short = '', enough = '', skipped = ''] = channel.videoIds
  await watch(ada, channel, short, [0, 58], [0, 3])
  await watch(ada, channel, enough, [0, 30], [29.6, 59], [0, 3])
  await watch(ada, channel, skipped, [0, 5], [60, 65], [60, 1000])
  const seen = await course(ada, channel)
  expect(seen?.lessons.map(({ state }) => state)).toEqual(['begun', 'done', 'begun', 'new'])
  expect(seen?.lessons.map(({ positionSeconds }) => positionSeconds)).toEqual([3, 3, 1000, 0])
  expect([seen?.lessonsDone, seen?.durationSeconds]).toEqual([1, 260])
})

test('one goes on where one left, then with the next open lesson, then with what was left out', async () => {
  const channel = await given.channel({ videos: 3 })
  const shop = await given.partner({ channels: [channel] })
  const ada = await account()
  await learner({ of: shop, owns: [channel], as: ada })
  const [first = '', second = '', third = ''] = channel.videoIds
  const next = async () => (await course(ada, channel))?.next?.videoId
  expect(await next()).toBe(first)
  await watch(ada, channel, second, [0, 20])
  expect(await next()).toBe(second)
  await watch(ada, channel, second, [0, 65])
  expect(await next()).toBe(third)
  await watch(ada, channel, third, [0, 65])
  expect(await next()).toBe(first)
  await watch(ada, channel, first, [0, 65])
  expect(await next()).toBeUndefined()
})

test('what was watched last stands first, what ended last of all', async () => {
  const channels = [await given.channel(), await given.channel(), await given.channel()]
  const [old, late, gone] = channels
  if (!old || !late || !gone) throw new Error('there are three')
  const shop = await given.partner({ channels })
  const ada = await account()
  const customerId = await learner({ of: shop, owns: [old], as: ada })
  clock.advance(60)
  const { userId } = await given.customer({ of: shop, owns: [late, gone] })
  const second = await account()
  const other = await link(shop, userId, second)
  await db.updateTable('activation').set({ customer_id: customerId }).where('customer_id', '=', other).execute()
  const order = async () => (await courses(ada)).map(({ channelId }) => channelId)
  await end(customerId, gone, 'refunded')
  expect(await order()).toEqual([late.id, old.id, gone.id])
  await watch(ada, old, old.videoIds[0] ?? '', [0, 5])
  expect(await order()).toEqual([old.id, late.id, gone.id])
})

for (const reason of ['revoked', 'refunded', 'disputed'] as const) {
  test(`a course that was ${reason} says so with the day, and plays no more`, async () => {
    const channel = await given.channel()
    const shop = await given.partner({ channels: [channel] })
    const ada = await account()
    await end(await learner({ of: shop, owns: [channel], as: ada }), channel, reason)
    expect((await course(ada, channel))?.ended).toEqual({ reason, at: clock.now() })
    const claim = { accountId: ada, sessionId: 's', channelId: channel.id, videoId: channel.videoIds[0] ?? '' }
    expect(await openLearnerPlayback(app.ctx, claim)).toEqual({ refused: 'revoked' })
  })
}

test('a trial is open until its day is over, then it has expired', async () => {
  const channel = await given.channel()
  const shop = await given.partner({ channels: [channel] })
  const ada = await account()
  await grantTrial(app.ctx, { partnerId: shop.clientId, partnerUserId: 'try', channelId: channel.id, actor: 'test' })
  await link(shop, 'try', ada)
  const until = (await course(ada, channel))?.expiresAt
  clock.advance(24 * 3600 - 1)
  expect((await course(ada, channel))?.ended).toBeUndefined()
  clock.advance(1)
  expect((await course(ada, channel))?.ended).toEqual({ reason: 'expired', at: until })
})

test('a course given back at one partner and bought at another is open, its progress kept', async () => {
  const channel = await given.channel()
  const [shop, school] = [await given.partner({ channels: [channel] }), await given.partner({ channels: [channel] })]
  const ada = await account()
  const first = await learner({ of: shop, owns: [channel], as: ada })
  await watch(ada, channel, channel.videoIds[0] ?? '', [0, 30])
  await end(first, channel, 'refunded')
  await learner({ of: school, owns: [channel], as: ada })
  const seen = await course(ada, channel)
  expect([seen?.ended, seen?.next?.positionSeconds]).toEqual([undefined, 30])
  const claim = { accountId: ada, sessionId: 's', channelId: channel.id, videoId: channel.videoIds[0] ?? '' }
  expect(await openLearnerPlayback(app.ctx, claim)).toMatchObject({
    playback: { partnerId: school.clientId, positionSeconds: 30 },
  })
})

test('a lesson opens for its own account, channel and video only', async () => {
  const [channel, other] = [await given.channel(), await given.channel()]
  const shop = await given.partner({ channels: [channel, other] })
  const [ada, bea] = [await account(), await account()]
  await learner({ of: shop, owns: [channel], as: ada })
  const good = { accountId: ada, sessionId: 's', channelId: channel.id, videoId: channel.videoIds[0] ?? '' }
  expect(await openLearnerPlayback(app.ctx, good)).toHaveProperty('playback')
  for (const change of [
    { accountId: bea },
    { accountId: anId() },
    { channelId: other.id },
    { videoId: other.videoIds[0] ?? '' },
    { videoId: anId() },
  ])
    expect(await openLearnerPlayback(app.ctx, { ...good, ...change })).toEqual({ refused: 'revoked' })
})

test('a reload takes over within one log-in and video; another log-in plays beside it, a third one is asked', async () => {
  const channel = await given.channel({ videos: 2 })
  const shop = await given.partner({ channels: [channel] })
  const ada = await account()
  await learner({ of: shop, owns: [channel], as: ada })
  const [one = '', two = ''] = channel.videoIds
  const [here, there] = [await logIn(ada), await logIn(ada)]
  const open = (sessionId: string, videoId: string, takesOver = false) =>
    openLearnerPlayback(app.ctx, { accountId: ada, sessionId, channelId: channel.id, videoId, takesOver })
  await open(here, one)
  clock.advance(1)
  await open(there, one)
  clock.advance(1)
  expect(await open(here, one)).toHaveProperty('playback')
  expect(await open(here, two)).toEqual({ refused: 'occupied' })
  expect(await open(here, two, true)).toHaveProperty('playback')
  const sessions = await db
    .selectFrom('playback_session')
    .select(['token_id', 'end_reason'])
    .where('video_id', 'in', channel.videoIds)
    .orderBy('token_id')
    .orderBy('end_reason')
    .execute()
  expect(sessions.map(({ token_id, end_reason }) => [token_id, end_reason])).toEqual(
    [
      [`log-in:${here}:${one}`, 'superseded'],
      [`log-in:${here}:${one}`, null],
      [`log-in:${here}:${two}`, null],
      [`log-in:${there}:${one}`, 'takenOver'],
    ].sort(([a], [b]) => String(a).localeCompare(String(b))),
  )
})
