import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { silentLog } from '../../testing/test-server.ts'
import { findLiveProcess } from './embedded/processes.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { isOutcomeUnknown, isUnavailable } from './failures.ts'
import { openDatabase } from './open.ts'

// A primary and a standby made of a copy of its data.
const folder = mkdtempSync(join(tmpdir(), 'failover-'))
const start = (name: string) => startEmbeddedPostgres({ folder: join(folder, name), log: silentLog })
let primary: EmbeddedPostgres
let standby: EmbeddedPostgres

beforeAll(async () => {
  chmodSync(folder, 0o711)
  await (await start('primary')).stop()
  execFileSync('cp', ['-a', join(folder, 'primary'), join(folder, 'standby')])
  writeFileSync(join(folder, 'standby', 'data', 'standby.signal'), '')
  primary = await start('primary')
  standby = await start('standby')
})
afterAll(async () => {
  await primary.stop()
  await standby.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('finds the one that takes writes, and the next one after it', async () => {
  const hosts = [join(folder, 'nobody-here'), standby.connection.host, primary.connection.host].join(',')
  const url = `postgres://${primary.connection.user}@/${primary.connection.database}?host=${hosts}`
  const db = openDatabase({ url, applicationName: 'failover', log: silentLog })
  const where = async () => (await sql<{ host: string }>`show unix_socket_directories`.execute(db)).rows
  expect(await where()).toEqual([{ unix_socket_directories: primary.connection.host }])

  const pid = Number.parseInt(readFileSync(join(folder, 'primary', 'data', 'postmaster.pid'), 'utf8'), 10)
  // Let go first: whoever holds a server brings it back.
  await primary.stop()
  process.kill(pid, 'SIGINT')
  await vi.waitFor(() => expect(findLiveProcess(pid)).toBeUndefined(), { timeout: 10_000 })
  const refused = await where().then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(isUnavailable(refused) || isOutcomeUnknown(refused)).toBe(true)

  const direct = openDatabase({ connection: standby.connection, applicationName: 'promoter', log: silentLog })
  await sql`select pg_promote()`.execute(direct)
  await direct.destroy()
  await vi.waitFor(async () => expect(await where()).toEqual([{ unix_socket_directories: standby.connection.host }]), {
    timeout: 10_000,
  })
  await db.destroy()
})

test('asks the one that answered last first', async () => {
  let asked = 0
  const silent = createServer(() => {
    asked += 1
  })
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  const { host, user, database } = standby.connection
  const url = `postgres://${user}@/${database}?host=127.0.0.1,${host}&port=${port},5432&target_session_attrs=any`
  const db = openDatabase({ url, applicationName: 'second choice', log: silentLog, poolSize: 1 })
  await sql`select 1`.execute(db)
  await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db).catch(() => undefined)
  await sql`select 1`.execute(db)
  expect(asked).toBe(1)
  await db.destroy()
  silent.close()
})
