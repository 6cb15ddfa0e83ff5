import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { databaseProxy } from '../../testing/database-proxy.ts'
import { silentLog } from '../../testing/test-server.ts'
import { openDatabase, transaction } from '../database/open.ts'
import { runScript } from '../database/script.ts'
import { createLog } from '../log.ts'
import type { Attempt, JobKind, Worker } from './job-queue.ts'
import { type Jobs, openJobs } from './open-jobs.ts'
import { prepareJobs } from './prepare-jobs.ts'
import { workJobs } from './work-jobs.ts'

const kind: JobKind = {
  name: 'paint',
  retries: 2,
  firstRetrySeconds: 1,
  timeLimitSeconds: 30,
  pollSeconds: 0.5,
  atOnce: 4,
}
const problems: unknown[] = []
const log = Object.assign(createLog('silent'), { warn: (fields: unknown) => void problems.push(fields) })
const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 25_000, interval: 20 })

let database: TestDatabase
let jobs: Jobs
beforeAll(async () => {
  database = await testDatabase()
  await prepareJobs(database.db, [kind])
  jobs = openJobs(database.db)
})

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
  problems.length = 0
  await runScript(database.db, 'delete from pgboss.job')
})

/** A process that does jobs. */
async function process(
  run: Worker['run'],
  { db = database.db, ...change }: Partial<JobKind> & { db?: typeof database.db } = {},
) {
  const stop = await workJobs({ db, log }, [{ ...kind, ...change, run }])
  open.push(() => stop(1_000))
  return stop
}

const paint = (colour: string) => jobs.enqueue(database.db, { name: 'paint', data: { colour } })

const colours = Array.from({ length: 40 }, (_, number) => `colour ${number}`)

test('several processes share the jobs, each as many at once as their kind allows, and each job is done once', async () => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const begun: string[] = []
  const done: string[] = []
  // Before anybody looks: who looks too soon takes the few that are there.
  for (const colour of colours) await paint(colour)
  for (let processes = 0; processes < 2; processes += 1) {
    await process(async ({ data: { colour = '' } }) => {
      begun.push(colour)
      await mayEnd
      done.push(colour)
    })
  }
  await until(() => begun.length === 2 * kind.atOnce)
  end()
  await until(() => done.length >= colours.length)
  expect(done.toSorted()).toEqual(colours.toSorted())
  expect(begun.toSorted()).toEqual(colours.toSorted())
})

test('a process goes on while there is work, and does not wait for its next look', async () => {
  const done: string[] = []
  for (const colour of colours) await paint(colour)
  await process(async ({ data }) => void done.push(data['colour'] ?? ''), { pollSeconds: 3600 })
  await until(() => done.length >= colours.length)
  expect(done.toSorted()).toEqual(colours.toSorted())
})

test('a job in a transaction that is undone was never put in', async () => {
  const done: string[] = []
  const undone = transaction(database.db, async (tx) => {
    await jobs.enqueue(tx, { name: 'paint', data: { colour: 'red' } })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await transaction(database.db, (tx) => jobs.enqueue(tx, { name: 'paint', data: { colour: 'blue' } }))
  await jobs.drain([{ ...kind, run: async ({ data }) => void done.push(data['colour'] ?? '') }])
  expect(done).toEqual(['blue'])
})

test('a job that fails is tried again until the last try, which knows that it is', async () => {
  const tries: boolean[] = []
  const run = async ({ isLast }: Attempt) => {
    tries.push(isLast)
    throw Object.assign(new Error('no paint'), { secret: 'never kept' })
  }
  await paint('red')
  await jobs.drain([{ ...kind, run }])
  expect(tries).toEqual([false])
  await jobs.drain([{ ...kind, run }], { early: true })
  expect(tries).toEqual([false, false, true])
  const rows = (await runScript(database.db, `select state, output::text from pgboss.job`)) as object[]
  expect(rows).toEqual([{ state: 'failed', output: '{"message": "no paint"}' }])
})

test('the second try comes by itself', async () => {
  let tries = 0
  await process(async () => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
  })
  await paint('red')
  await until(() => tries === 2)
})

test('stopping waits for what is being done, and takes nothing new', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const done: string[] = []
  const stop = await process(
    async ({ data }) => {
      begin()
      await mayEnd
      done.push(data['colour'] ?? '')
    },
    { atOnce: 1 },
  )
  await paint('red')
  await begun
  await paint('blue')
  const stopped = stop(5_000)
  end()
  await stopped
  expect(done).toEqual(['red'])
})

test('what does not end in time is told to, and left to be done again', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  let isTold = false
  const stop = await process(async ({ signal }) => {
    begin()
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    isTold = true
    throw new Error('told to end')
  })
  await paint('red')
  await begun
  await stop(1_000)
  await until(() => isTold)
  expect(await runScript(database.db, 'select state::text from pgboss.job')).toEqual([{ state: 'retry' }])
})

test('a database that goes away and comes back stops neither the process nor the jobs', async () => {
  const proxy = await databaseProxy(database.connection)
  const db = openDatabase({ connection: proxy.connection, applicationName: 'test', log: silentLog })
  open.push(async () => {
    await db.destroy()
    await proxy.close()
  })
  const done: string[] = []
  await process(async ({ data }) => void done.push(data['colour'] ?? ''), { db })
  const { port } = proxy.connection
  await proxy.close()
  await paint('away')
  await until(() => problems.length > 0)
  const again = await databaseProxy(database.connection, port)
  open.push(() => again.close())
  await paint('back')
  await until(() => done.includes('away') && done.includes('back'))
  // Each problem is said once, not with every look for work.
  const said = problems.map((problem) => JSON.stringify(problem))
  expect(said).toEqual([...new Set(said)])
})

test('several processes may prepare an empty database at once, and prepare it again', async () => {
  const { db } = await testDatabase()
  await runScript(db, 'drop schema pgboss cascade')
  await Promise.all([1, 2, 3].map(() => prepareJobs(db, [kind])))
  await prepareJobs(db, [{ ...kind, retries: 7 }])
  const rows = await runScript(db, `select name, retry_limit from pgboss.queue where name = 'paint'`)
  expect(rows).toEqual([{ name: 'paint', retry_limit: 7 }])
})

test('a kind with a schedule is put in by the clock', async () => {
  const daily = { ...kind, name: 'sweep', schedule: '0 3 * * *' }
  await prepareJobs(database.db, [daily])
  await process(async () => undefined, daily)
  const rows = await runScript(database.db, 'select name, cron, timezone from pgboss.schedule')
  expect(rows).toEqual([{ name: 'sweep', cron: '0 3 * * *', timezone: 'UTC' }])
})
