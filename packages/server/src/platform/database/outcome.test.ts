import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { silentLog } from '../../testing/test-server.ts'
import { Connection } from './connection.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { isOutcomeUnknown, isStatementTimeout, isUnavailable } from './failures.ts'
import { type Database, makeDial, openDatabase } from './open.ts'
import { parseTarget } from './target.ts'

// A server of this file's own: to kill one of its sessions is to shake all of them.
const folder = mkdtempSync(join(tmpdir(), 'outcome-'))
let server: EmbeddedPostgres
let admin: postgres.Sql
let db: Database

beforeAll(async () => {
  server = await startEmbeddedPostgres({ folder, log: silentLog })
  admin = postgres({ ...server.connection, max: 2, fetch_types: false, idle_timeout: 1, onnotice: () => undefined })
  db = openDatabase({ connection: server.connection, applicationName: 'subject', log: silentLog })
  await admin`create table kept (n integer)`
})
beforeEach(async () => {
  await vi.waitFor(() => admin`truncate kept`, { timeout: 20_000 })
})
afterAll(async () => {
  await db.destroy()
  await admin.end()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const slowInsert = (to: Kysely<never> | Database) => sql`insert into kept select 1 from pg_sleep(20)`.execute(to)
const count = async () => (await vi.waitFor(() => admin`select n from kept`, { timeout: 20_000 })).length

/** The session that is running, or waiting in, what the subject asked for. */
async function subjectPid(waitsFor: string): Promise<number> {
  return await vi.waitFor(
    async () => {
      const [found] = await admin<{ pid: number }[]>`
        select pid from pg_stat_activity where application_name = 'subject' and wait_event = ${waitsFor}`
      expect(found).toBeDefined()
      return found?.pid ?? 0
    },
    { timeout: 10_000, interval: 10 },
  )
}

/** How a promise ends: the error, or the word that it resolved. */
const endOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => error,
  )

const violence = {
  'its session is killed': async (pid: number) => process.kill(pid, 'SIGKILL'),
  'its session is terminated': async (pid: number) => admin`select pg_terminate_backend(${pid})`,
  'the whole server is killed': async () => {
    const [row] = await admin<
      { pid: number }[]
    >`select pg_stat_file('postmaster.pid'), split_part(pg_read_file('postmaster.pid'), E'\n', 1)::integer as pid`
    process.kill(row?.pid ?? 0, 'SIGKILL')
  },
}
for (const [title, strike] of Object.entries(violence)) {
  test(`a write has an unknown outcome when ${title}`, async () => {
    const end = endOf(slowInsert(db))
    await strike(await subjectPid('PgSleep'))
    expect(await end).toSatisfy(isOutcomeUnknown)
    await vi.waitFor(() => sql`select 1`.execute(db), { timeout: 20_000 })
  })
}

test('a transaction that loses its connection before the commit is known to be undone', async () => {
  const end = endOf(
    db.transaction().execute(async (tx) => {
      await sql`insert into kept values (1)`.execute(tx)
      await slowInsert(tx)
    }),
  )
  await admin`select pg_terminate_backend(${await subjectPid('PgSleep')})`
  const error = await end
  expect(error).toSatisfy(isUnavailable)
  expect(error).not.toSatisfy(isOutcomeUnknown)
  expect(await count()).toBe(0)
})

test('statements queued behind a lost one never run outside their transaction', async () => {
  const end = endOf(
    db.transaction().execute(async (tx) => {
      await Promise.all([
        slowInsert(tx),
        sql`insert into kept values (2)`.execute(tx),
        sql`insert into kept values (3)`.execute(tx),
      ])
    }),
  )
  await admin`select pg_terminate_backend(${await subjectPid('PgSleep')})`
  expect(await end).toSatisfy(isUnavailable)
  expect(await count()).toBe(0)
})

test('a statement over its time is given up by the server, with nothing kept', async () => {
  const hasty = openDatabase({
    connection: server.connection,
    applicationName: 'hasty',
    log: silentLog,
    statementTimeoutMs: 50,
  })
  expect(await endOf(slowInsert(hasty))).toSatisfy(isStatementTimeout)
  await hasty.destroy()
  expect(await count()).toBe(0)
})

async function withMissingStandby(work: () => Promise<void>): Promise<void> {
  await admin.unsafe(`alter system set synchronous_standby_names = 'missing'`)
  await admin`select pg_reload_conf()`
  await vi.waitFor(async () =>
    expect(await admin`show synchronous_standby_names`).toEqual([{ synchronous_standby_names: 'missing' }]),
  )
  try {
    await work()
  } finally {
    await admin.unsafe('alter system reset synchronous_standby_names')
    await admin`select pg_reload_conf()`
  }
}

const waitingWrites = {
  'a single statement': (to: Database) => sql`insert into kept values (1)`.execute(to),
  'a transaction': (to: Database) => to.transaction().execute((tx) => sql`insert into kept values (1)`.execute(tx)),
}
for (const [title, write] of Object.entries(waitingWrites)) {
  test(`${title} whose wait for a second copy is cancelled has an unknown outcome`, async () => {
    await withMissingStandby(async () => {
      const end = endOf(write(db))
      await admin`select pg_cancel_backend(${await subjectPid('SyncRep')})`
      expect(await end).toSatisfy(isOutcomeUnknown)
    })
  })
}

test('the same cancelled wait looks like success to the bare driver', async () => {
  await withMissingStandby(async () => {
    const bare = postgres({
      ...server.connection,
      max: 1,
      onnotice: () => undefined,
      connection: { application_name: 'subject' },
    })
    const end = endOf(bare`insert into kept values (1)`)
    await admin`select pg_cancel_backend(${await subjectPid('SyncRep')})`
    expect(await end).toBe('resolved')
    await bare.end()
  })
})

test('a session ended while it waits for a second copy leaves an unknown outcome', async () => {
  await withMissingStandby(async () => {
    const end = endOf(waitingWrites['a transaction'](db))
    await admin`select pg_terminate_backend(${await subjectPid('SyncRep')})`
    expect(await end).toSatisfy(isOutcomeUnknown)
  })
})

test('a wait for a second copy that no server timeout ends is given up as unknown', async () => {
  const hasty = openDatabase({
    connection: server.connection,
    applicationName: 'subject',
    log: silentLog,
    statementTimeoutMs: 50,
  })
  await withMissingStandby(async () => {
    expect(await endOf(waitingWrites['a single statement'](hasty))).toSatisfy(isOutcomeUnknown)
  })
  await hasty.destroy()
})

test('the patience is for each statement, not for the connection', async () => {
  const dial = makeDial(parseTarget({ connection: server.connection }), { application_name: 'patient' })
  const [address] = parseTarget({ connection: server.connection }).addresses
  const connection = await Connection.open({ options: dial(address ?? { host: '', port: 0 }), answerWithinMs: 300 })
  for (let nap = 0; nap < 4; nap += 1) await connection.command('select pg_sleep(0.1)')
  await expect(connection.command('select pg_sleep(0.8)')).rejects.toSatisfy(isOutcomeUnknown)
})
