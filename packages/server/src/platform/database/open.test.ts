import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { silentLog } from '../../testing/test-server.ts'
import { isLockTimeout, isSerializationFailure, isUnavailable, isUniqueViolation } from './failures.ts'
import { openDatabase, transaction } from './open.ts'

let own: TestDatabase
beforeAll(async () => {
  own = await testDatabase()
  await sql`create table item (id integer primary key, note text, constraint item_note unique (note))`.execute(own.db)
})

const endOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => error,
  )

test('a test database can be reached by its URL', async () => {
  const db = openDatabase({ url: own.url, applicationName: 'by url', log: silentLog })
  const { rows } = await sql`select current_database() as name, current_setting('application_name') as program`.execute(
    db,
  )
  expect(rows).toEqual([{ name: own.connection.database, program: 'by url' }])
  await db.destroy()
})

const roundTrips: Record<string, [string, unknown, unknown?]> = {
  'a bigint as a number': ['bigint', Number.MAX_SAFE_INTEGER],
  'a numeric as text': ['numeric', '12345678901234567890.10'],
  'a number for a numeric': ['numeric', 1.5, '1.5'],
  'an instant as a Date': ['timestamptz', new Date('2026-02-03T04:05:06.789Z')],
  'a day as text': ['date', '2026-02-03'],
  'bytes as a Buffer': ['bytea', Buffer.from([0, 1, 254])],
  'a boolean': ['boolean', false],
  'an object as jsonb': ['jsonb', { a: [1, null, 'x'] }],
  'a list as jsonb': ['jsonb', [true, { b: 1 }]],
  'a text as jsonb': ['jsonb', 'word'],
  'words with quotes, braces, commas, nothing and NULL': ['text[]', ['a"b', '{c}', 'd,e', '\\', '', 'NULL', null, ' ']],
  'numbers in a list': ['bigint[]', [1, -2]],
  'truths in a list': ['boolean[]', [true, false, null]],
  'instants in a list': ['timestamptz[]', [new Date(0)]],
  'bytes in a list': ['bytea[]', [Buffer.from('x')]],
  'a list of lists': [
    'integer[]',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  'an empty list': ['text[]', []],
  nothing: ['text', null],
}
for (const [title, [type, given, expected = given]] of Object.entries(roundTrips)) {
  test(`carries ${title} there and back`, async () => {
    const { rows } = await sql`select ${given}::${sql.raw(type)} as value`.execute(own.db)
    expect(rows).toEqual([{ value: expected }])
  })
}

test('fails rather than round a bigint that no number holds, and goes on', async () => {
  await expect(sql`select 9007199254740993 as n`.execute(own.db)).rejects.toThrow(/9007199254740993 .*does not fit/)
  expect((await sql`select 1 as n`.execute(own.db)).rows).toEqual([{ n: 1 }])
})

test('prepares a statement once for each connection, whatever the values', async () => {
  const db = openDatabase({ connection: own.connection, applicationName: 'prepared', log: silentLog, poolSize: 1 })
  for (const value of ['a', null, 'b']) await sql`select ${value}::text as prepared_probe`.execute(db)
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from pg_prepared_statements where statement like '%prepared_probe'`.execute(db)
  expect(rows).toEqual([{ n: 1 }])
  await db.destroy()
})

test('limits every session by its settings', async () => {
  const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']
  const { rows } = await sql`select name, setting from pg_settings where name = any(${names})`.execute(own.db)
  expect(Object.fromEntries(rows.map((row) => Object.values(row as object)))).toEqual({
    statement_timeout: '10000',
    lock_timeout: '2000',
    idle_in_transaction_session_timeout: '30000',
  })
})

test('tells refusals apart', async () => {
  await sql`insert into item values (1, 'taken')`.execute(own.db)
  const twice = await endOf(sql`insert into item values (2, 'taken')`.execute(own.db))
  expect(isUniqueViolation(twice)).toBe(true)
  expect(isUniqueViolation(twice, 'item_note')).toBe(true)
  expect(isUniqueViolation(twice, 'item_pkey')).toBe(false)
  expect(isUnavailable(twice)).toBe(false)
  const clash = await endOf(sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`.execute(own.db))
  expect(isSerializationFailure(clash)).toBe(true)
})

test('gives up on a row that another transaction holds', async () => {
  await sql`insert into item values (10, 'held')`.execute(own.db)
  await transaction(own.db, async (tx) => {
    await sql`update item set note = 'mine' where id = 10`.execute(tx)
    const other = await endOf(sql`update item set note = 'theirs' where id = 10`.execute(own.db))
    expect(isLockTimeout(other)).toBe(true)
  })
})

test('a transaction that throws is undone, and one that swallows a failure does not pass for committed', async () => {
  await expect(
    transaction(own.db, async (tx) => {
      await sql`insert into item values (20, 'undone')`.execute(tx)
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  const swallowed = transaction(own.db, async (tx) => {
    await sql`insert into item values (21, 'lost')`.execute(tx)
    await endOf(sql`select 1 / 0`.execute(tx))
  })
  await expect(swallowed).rejects.toThrow(/rolled back/)
  expect((await sql`select id from item where id in (20, 21)`.execute(own.db)).rows).toEqual([])
})

test('a savepoint undoes a part', async () => {
  const tx = await own.db.startTransaction().execute()
  await sql`insert into item values (30, 'stays')`.execute(tx)
  const inner = await tx.savepoint('in "quotes"').execute()
  await endOf(sql`select 1 / 0`.execute(inner))
  await inner.rollbackToSavepoint('in "quotes"').execute()
  await tx.commit().execute()
  expect((await sql`select note from item where id = 30`.execute(own.db)).rows).toEqual([{ note: 'stays' }])
})

test('streams rows, and a stream left early harms nobody', async () => {
  const db = openDatabase({ connection: own.connection, applicationName: 'stream', log: silentLog, poolSize: 1 })
  const series = sql<{ n: number }>`(select n from generate_series(1, 1000) as n)`
  const all: number[] = []
  for await (const { n } of db.selectFrom(series.as('s')).select('n').stream(100)) all.push(n)
  expect(all).toHaveLength(1000)
  const pid = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid
  const before = await pid()
  for await (const { n } of db.selectFrom(series.as('s')).select('n').stream(10)) if (n === 15) break
  // Its cursor may still be closing: the next caller gets a connection without a past.
  expect(await pid()).not.toBe(before)
  await db.destroy()
})

test('serves many callers with one connection, also after losing it', async () => {
  const db = openDatabase({ connection: own.connection, applicationName: 'single', log: silentLog, poolSize: 1 })
  const ask = (n: number) => sql<{ n: number }>`select ${n}::integer as n`.execute(db).then(({ rows }) => rows[0]?.n)
  const wanted = Array.from({ length: 50 }, (_, n) => n)
  expect(await Promise.all(wanted.map(ask))).toEqual(wanted)
  const dying = endOf(sql`select pg_terminate_backend(pg_backend_pid())`.execute(db))
  expect(await Promise.all(wanted.map(ask))).toEqual(wanted)
  expect(await dying).toBeInstanceOf(Error)
  await db.destroy()
})

test('says at once that nobody is there', async () => {
  const db = openDatabase({ url: 'postgres://x@127.0.0.1:1/x', applicationName: 'lonely', log: silentLog })
  const ends = await Promise.all([1, 2, 3].map(() => endOf(sql`select 1`.execute(db))))
  for (const end of ends) expect(end).toSatisfy(isUnavailable)
  await db.destroy()
})
