import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { silentLog } from '../../testing/test-server.ts'
import { MigrationRefused } from './failures.ts'
import { migrate } from './migrate.ts'

let own: TestDatabase
beforeAll(async () => {
  own = await testDatabase()
})
beforeEach(async () => {
  await sql`drop schema public cascade`.execute(own.db)
  await sql`create schema public`.execute(own.db)
})

const files = {
  '0001_one.sql': 'create table one (n integer); insert into one values (1);',
  '0002_two.sql': 'create table two (n integer);\ncreate function f() returns integer language sql as $$ select 2; $$;',
}

function write(given: Record<string, string>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(given)) writeFileSync(join(folder, name), text)
  return folder
}

const run = (folder: string) => migrate({ connection: own.connection, folder, log: silentLog })
const tables = async () =>
  (
    await sql<{ name: string }>`select relname::text as name from pg_class where relnamespace = 'public'::regnamespace
    and relkind = 'r' order by 1`.execute(own.db)
  ).rows.map(({ name }) => name)

test('applies what is new, in order, once', async () => {
  expect(await run(write({ '0001_one.sql': files['0001_one.sql'] }))).toEqual(['0001_one.sql'])
  const folder = write({ ...files, 'schema.sql': 'not a migration', 'README.md': 'nor this' })
  expect(await run(folder)).toEqual(['0002_two.sql'])
  expect(await run(folder)).toEqual([])
  expect(await tables()).toEqual(['migration', 'one', 'two'])
})

test('does not mind how a checkout ends its lines', async () => {
  await run(write(files))
  const other = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]))
  expect(await run(write(other))).toEqual([])
})

test('undoes a migration that fails, whole, and keeps those before it', async () => {
  const folder = write({ ...files, '0002_two.sql': 'create table half (n integer); select 1 / 0;' })
  await expect(run(folder)).rejects.toThrow(/0002_two.sql failed and was undone.*division by zero/)
  expect(await tables()).toEqual(['migration', 'one'])
})

const refusals: Record<string, [Record<string, string>, RegExp]> = {
  'a migration changed after it was applied': [{ ...files, '0001_one.sql': 'select 1' }, /0001_one.sql was changed/],
  'a database newer than the program': [
    { '0001_one.sql': files['0001_one.sql'] },
    /newer than the program: it has 0002_two.sql/,
  ],
  'a gap in the numbers': [
    { '0001_one.sql': files['0001_one.sql'], '0003_three.sql': '' },
    /without gaps: 0003_three.sql/,
  ],
  'a number given twice': [{ ...files, '0002_other.sql': '' }, /without gaps: 0002_two.sql/],
}
for (const [title, [changed, message]] of Object.entries(refusals)) {
  test(`refuses ${title}`, async () => {
    await run(write(files))
    const refused = run(write(changed))
    await expect(refused).rejects.toThrow(MigrationRefused)
    await expect(refused).rejects.toThrow(message)
    expect(await tables()).toEqual(['migration', 'one', 'two'])
  })
}

test('two migrators take turns', async () => {
  const folder = write(files)
  const applied = await Promise.all([run(folder), run(folder), run(folder)])
  expect(applied.flat().sort()).toEqual(['0001_one.sql', '0002_two.sql'])
  expect((await sql`select n from one`.execute(own.db)).rows).toEqual([{ n: 1 }])
})

test('a migrator that dies half way leaves the work to the next', async () => {
  const program = `
    import { migrate } from ${JSON.stringify(new URL('./migrate.ts', import.meta.url).href)}
    const log = { info() { process.stdout.write('one') }, warn() {}, error() {} }
    await migrate({ url: ${JSON.stringify(own.url)}, folder: process.argv[1], log })`
  const folder = write({ ...files, '0002_two.sql': 'create table half (n integer); select pg_sleep(60);' })
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  // The server may still be asleep in the dead one's name; ended, it lets go of the lock.
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'migrate'
    and datname = current_database()`.execute(own.db)
  expect(await run(write(files))).toEqual(['0002_two.sql'])
  expect(await tables()).toEqual(['migration', 'one', 'two'])
})
