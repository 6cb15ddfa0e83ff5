import { expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import type { GivenChannel } from '../../testing/given.ts'
import { type Reports, reportFolder } from './fold-reports.ts'
import type { Report } from './report-store.ts'

const app = await testApp()
const { db, clock, given } = app
const channel = await given.channel()
const partner = await given.partner({ channels: [channel] })

/** Sessions of one customer each, and a database that counts what is asked of it. */
async function viewers(count: number) {
  const ids = await Promise.all(Array.from({ length: count }, () => openedSession(app, channel)))
  let statements = 0
  const counting = db.withPlugin({
    transformQuery: ({ node }) => {
      statements += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  return { ids, counting, statements: () => statements }
}

async function openedSession({ ctx }: TestApp, { videoIds }: GivenChannel): Promise<Buffer> {
  const { userId } = await given.customer({ of: partner, owns: [channel] })
  const { customer_id } = await db
    .selectFrom('customer_user_id')
    .select('customer_id')
    .where('partner_user_id', '=', userId)
    .executeTakeFirstOrThrow()
  const id = ctx.random(16)
  await db
    .insertInto('playback_session')
    .values({
      id,
      token_id: id.toString('hex'),
      customer_id,
      video_id: videoIds[0] ?? '',
      reported_at: clock.now(),
      created_at: clock.now(),
    })
    .execute()
  return id
}

function failed(): never {
  throw new Error('there is a session for each customer')
}

const report = (sessionId: Buffer, change: Partial<Report> = {}): Report => ({
  sessionId,
  at: clock.now(),
  positionSeconds: 7,
  isLeaving: false,
  isTouched: true,
  watched: [[0, 7]],
  ...change,
})
const written = async (ids: Buffer[]) =>
  (
    await db
      .selectFrom('playback_session')
      .select('position_seconds')
      .where('id', 'in', ids)
      .where('position_seconds', '>', 0)
      .execute()
  ).length
const watchedOf = async (id: Buffer) =>
  (
    await db
      .selectFrom('watch_progress')
      .innerJoin('playback_session', (join) =>
        join
          .onRef('playback_session.customer_id', '=', 'watch_progress.customer_id')
          .onRef('playback_session.video_id', '=', 'watch_progress.video_id'),
      )
      .select('watched')
      .where('playback_session.id', '=', id)
      .executeTakeFirst()
  )?.watched

async function folding(on: typeof db, work: (reports: Reports) => Promise<void>): Promise<void> {
  const reports = reportFolder({ db: on, log: app.ctx.log })
  await work(reports)
  await reports.close()
}

test('reports of a hundred players cost one statement', async () => {
  const { ids, counting, statements } = await viewers(100)
  await folding(counting, async (reports) => {
    for (const id of ids) await reports.take(report(id), false)
    expect(await written(ids)).toBe(0)
    await expect.poll(() => written(ids), { timeout: 5000 }).toBe(100)
  })
  expect(statements()).toBe(1)
})

test('a thousand players that report in the same second cost one statement, and are all written down', async () => {
  const { ids: few, counting, statements } = await viewers(10)
  const ids = Array.from({ length: 1000 }, () => app.ctx.random(16))
  const rows = await db.selectFrom('playback_session').selectAll().where('id', 'in', few).execute()
  const more = ids.map((id, i) => ({ ...(rows[i % 10] ?? failed()), id, token_id: id.toString('hex') }))
  await db.insertInto('playback_session').values(more).execute()
  await folding(counting, async (reports) => {
    for (const [i, id] of ids.entries()) await reports.take(report(id, { positionSeconds: 1 + (i % 60) }), false)
    await expect.poll(async () => (await written(ids)) > 0).toBe(true)
  })
  expect([await written(ids), statements()]).toEqual([1000, 1])
})

test('urgent ones of many share statements, no more than twenty a second', async () => {
  const { ids, counting, statements } = await viewers(40)
  const begun = performance.now()
  await folding(counting, async (reports) => {
    for (let round = 0; round < 5; round += 1)
      await Promise.all(ids.map((id) => reports.take(report(id, { positionSeconds: round + 1 }), true)))
  })
  expect(statements()).toBeLessThanOrEqual(1 + (performance.now() - begun) / 50)
  expect(await written(ids)).toBe(40)
})

test('a player that reports twice within a second loses no stretch', async () => {
  const { ids, counting } = await viewers(1)
  const [id = Buffer.alloc(16)] = ids
  await folding(counting, async (reports) => {
    await reports.take(report(id, { watched: [[0, 5]] }), false)
    await reports.take(report(id, { watched: [[20, 30]], positionSeconds: 30 }), false)
    expect(reports.waiting(id)?.positionSeconds).toBe(30)
  })
  expect(await watchedOf(id)).toBe('{[0,5),[20,30)}')
})

test('what could not be written is written once it can be, with what came meanwhile', async () => {
  const { ids } = await viewers(1)
  const [id = Buffer.alloc(16)] = ids
  let isAway = true
  const flaky = db.withPlugin({
    transformQuery: ({ node }) => {
      if (isAway) throw new Error('the database is away')
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await folding(flaky, async (reports) => {
    await expect(reports.take(report(id, { watched: [[0, 5]] }), true)).rejects.toThrow('away')
    await reports.take(report(id, { watched: [[5, 9]] }), false)
    isAway = false
    await expect.poll(() => watchedOf(id), { timeout: 5000 }).toBe('{[0,9)}')
  })
})

test('nothing is written for a session that is over', async () => {
  const { ids } = await viewers(1)
  const [id = Buffer.alloc(16)] = ids
  await db
    .updateTable('playback_session')
    .set({ ended_at: clock.now(), end_reason: 'takenOver' })
    .where('id', '=', id)
    .execute()
  await folding(db, (reports) => reports.take(report(id), true))
  expect([await written(ids), await watchedOf(id)]).toEqual([0, undefined])
})
