import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { silentLog } from '../../testing/test-server.ts'
import { findLiveProcess } from './embedded/processes.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'

const program = fileURLToPath(new URL('../../testing/hold-embedded-postgres.ts', import.meta.url))
const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

// Making a cluster costs a second of disk; most tests begin with a copy of one that was stopped in good order.
const pristine = mkdtempSync(join(tmpdir(), 'pristine-'))
beforeAll(async () => {
  chmodSync(pristine, 0o711)
  await (await startEmbeddedPostgres({ folder: pristine, log: silentLog })).stop()
})
afterAll(() => rmSync(pristine, { recursive: true, force: true }))

function usedFolder(): string {
  const folder = temporaryFolder()
  execFileSync('cp', ['-a', join(pristine, 'data'), folder])
  return folder
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ folder, log: silentLog })
  endings.push(() => server.stop())
  return server
}

/** Another process that started, or found, the server of the folder. */
async function hold(folder: string) {
  const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  endings.push(() => child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) {
    const connection = JSON.parse(line) as EmbeddedPostgres['connection']
    return {
      connection,
      kill: async () => {
        child.kill('SIGKILL')
        await ended
      },
      stop: async () => {
        child.stdin.end('stop\n')
        await ended
      },
    }
  }
  throw new Error('the other process ended before it had a server')
}

async function ask<T extends object>(server: Pick<EmbeddedPostgres, 'connection'>, text: string): Promise<T[]> {
  const sql = postgres({ ...server.connection, max: 1, fetch_types: false, connect_timeout: 2 })
  try {
    return await sql.unsafe<T[]>(text)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const keptRows = async (server: Pick<EmbeddedPostgres, 'connection'>) =>
  (await ask<{ n: number }>(server, 'select n from kept')).map(({ n }) => n)
const keepRow = (server: Pick<EmbeddedPostgres, 'connection'>) => ask(server, 'create table kept as select 7 as n')

function postmasterPid(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10)
}

const isGone = (pid: number) => vi.waitFor(() => expect(findLiveProcess(pid)).toBeUndefined(), { timeout: 10_000 })

test('keeps what it was given from one start to the next', async () => {
  const folder = temporaryFolder()
  const first = await start(folder)
  await keepRow(first)
  const pid = postmasterPid(folder)
  await first.stop()
  expect(findLiveProcess(pid)).toBeUndefined()
  expect(await keptRows(await start(folder))).toEqual([7])
})

test('is never root, listens on no port and lets nobody else near its socket', async () => {
  const folder = usedFolder()
  const server = await start(folder)
  expect(statSync(`/proc/${postmasterPid(folder)}`).uid).not.toBe(0)
  expect(await ask(server, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  expect(await ask(server, 'show fsync')).toEqual([{ fsync: 'on' }])
  expect(lstatSync(server.connection.host).mode & 0o777).toBe(0o700)
  expect(lstatSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
})

test('adopts the server that a killed program left running', async () => {
  const folder = usedFolder()
  const other = await hold(folder)
  await keepRow(other)
  const pid = postmasterPid(folder)
  await other.kill()
  const server = await start(folder)
  expect(postmasterPid(folder)).toBe(pid)
  expect(await keptRows(server)).toEqual([7])
  await server.stop()
  expect(findLiveProcess(pid)).toBeUndefined()
})

test('brings a killed server back by itself', async () => {
  const folder = usedFolder()
  const server = await start(folder)
  await keepRow(server)
  const pid = postmasterPid(folder)
  process.kill(pid, 'SIGKILL')
  await isGone(pid)
  await vi.waitFor(async () => expect(await keptRows(server)).toEqual([7]), { timeout: 20_000 })
  expect(postmasterPid(folder)).not.toBe(pid)
})

test('opens what a killed program and its killed server left', async () => {
  const folder = usedFolder()
  const other = await hold(folder)
  await keepRow(other)
  const pid = postmasterPid(folder)
  await other.kill()
  process.kill(pid, 'SIGKILL')
  expect(await keptRows(await start(folder))).toEqual([7])
})

test('starts over a pid file whose number another program bears now', async () => {
  const folder = usedFolder()
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...ownerOf(folder) })
  endings.push(() => stranger.kill('SIGKILL'))
  await leavePidFile(folder, stranger.pid ?? 0)
  expect(await keptRows(await start(folder))).toEqual([7])
})

test('starts over a pid file whose number a zombie bears', async () => {
  const folder = usedFolder()
  await leavePidFile(folder, await makeZombie(ownerOf(folder)))
  expect(await keptRows(await start(folder))).toEqual([7])
})

// PostgreSQL itself only minds processes of its own user.
function ownerOf(folder: string) {
  const { uid, gid } = statSync(join(folder, 'data'))
  return { uid, gid }
}

async function leavePidFile(folder: string, pid: number): Promise<void> {
  const server = await start(folder)
  await keepRow(server)
  const lines = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
  await server.stop()
  writeFileSync(join(folder, 'data', 'postmaster.pid'), [pid, ...lines.slice(1)].join('\n'))
  mkdirSync(server.connection.host)
  writeFileSync(join(server.connection.host, '.s.PGSQL.5432.lock'), `${pid}\n`)
}

/** A process that was called postgres and has ended, and whose parent does not care. */
async function makeZombie(owner: { uid: number; gid: number }): Promise<number> {
  const folder = temporaryFolder()
  symlinkSync('/bin/sleep', join(folder, 'postgres'))
  const script = './postgres 0 & echo $!; exec sleep 60'
  const parent = spawn('sh', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'], ...owner })
  endings.push(() => parent.kill('SIGKILL'))
  for await (const line of createInterface({ input: parent.stdout })) {
    await vi.waitFor(() => expect(readFileSync(`/proc/${line}/stat`, 'utf8')).toContain('(postgres) Z '))
    return Number(line)
  }
  throw new Error('no zombie')
}

test('shares one server between programs that start at once, until the last one stops', async () => {
  const folder = temporaryFolder()
  const [one, other] = await Promise.all([hold(folder), hold(folder)])
  const pid = postmasterPid(folder)
  await keepRow(one)
  await one.stop()
  expect(postmasterPid(folder)).toBe(pid)
  expect(await keptRows(other)).toEqual([7])
  await other.stop()
  expect(findLiveProcess(pid)).toBeUndefined()
})

test('leaves the server to a session it does not know', async () => {
  const folder = usedFolder()
  const server = await start(folder)
  const guest = postgres({ ...server.connection, max: 1 })
  onTestFinished(() => guest.end({ timeout: 0 }))
  await guest`select 1`
  const pid = postmasterPid(folder)
  await server.stop()
  expect(await guest`select 1 as n`).toEqual([{ n: 1 }])
  await guest.end()
  await (await start(folder)).stop()
  expect(findLiveProcess(pid)).toBeUndefined()
})

test('begins anew when its folder was deleted under a running server', async () => {
  const folder = temporaryFolder()
  const other = await hold(folder)
  const orphan = postmasterPid(folder)
  await other.kill()
  rmSync(folder, { recursive: true })
  const server = await start(folder)
  expect(postmasterPid(folder)).not.toBe(orphan)
  expect(await ask(server, 'select 1 as n')).toEqual([{ n: 1 }])
  process.kill(orphan, 'SIGKILL')
})

test('takes the start lock from a dead owner', async () => {
  const folder = usedFolder()
  writeFileSync(join(folder, 'start.lock'), '2147483646 1 gone\n')
  await start(folder)
})

test('refuses data of a major version it has no binaries for, and leaves it alone', async () => {
  const folder = usedFolder()
  await (await start(folder)).stop()
  writeFileSync(join(folder, 'data', 'PG_VERSION'), '12\n')
  await expect(start(folder)).rejects.toThrow(/made by PostgreSQL 12 .* another major version cannot open it/)
  writeFileSync(join(folder, 'data', 'PG_VERSION'), '18\n')
  await start(folder)
})

test('works below a folder that is closed to the user it runs as', async () => {
  const closed = temporaryFolder()
  chmodSync(closed, 0o700)
  const folder = join(closed, 'checkout', '.data')
  await keepRow(await start(folder))
  await endings.pop()?.()
  expect(await keptRows(await start(folder))).toEqual([7])
  expect(statSync(join(folder, 'data', 'base')).isDirectory()).toBe(true)
})

test('moves its socket to a short folder when the path is too long for one', async () => {
  const folder = join(temporaryFolder(), 'a-long-name-'.repeat(8), 'another-long-name-'.repeat(4))
  const server = await start(folder)
  expect(server.connection.host.startsWith(tmpdir())).toBe(true)
  expect(await ask(server, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('says what went wrong when the server does not start, and nothing is lost', async () => {
  const folder = usedFolder()
  const server = await start(folder)
  await keepRow(server)
  await server.stop()
  const broken = startEmbeddedPostgres({ folder, log: silentLog, settings: { shared_buffers: 'lots' } })
  await expect(broken).rejects.toThrow(/did not start.*shared_buffers/)
  expect(await keptRows(await start(folder))).toEqual([7])
})

test('opens data that was brought back by a copy which forgot whose it was', async () => {
  const folder = temporaryFolder()
  execFileSync('cp', ['-r', join(pristine, 'data'), folder])
  expect(await ask(await start(folder), 'select 1 as n')).toEqual([{ n: 1 }])
})

test('an interrupted first start leaves nothing in the way of the next', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'draft-1'))
  cpSync('/etc/hostname', join(folder, 'draft-1', 'PG_VERSION'))
  await start(folder)
  expect(() => statSync(join(folder, 'draft-1'))).toThrow('ENOENT')
})
