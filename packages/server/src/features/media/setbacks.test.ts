import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, inject, test, vi } from 'vitest'
import { openDatabase } from '../../platform/database/open.ts'
import { runScript } from '../../platform/database/script.ts'
import { databaseProxy } from '../../testing/database-proxy.ts'
import { silentLog } from '../../testing/test-server.ts'
import { cancelPackaging } from './cancel-packaging.ts'
import { keepPackaging } from './keep-packaging.ts'
import { packageVideo } from './package-video.ts'
import { roomFor } from './room.ts'
import { masterFile } from './testing/master-file.ts'
import { packagingRoom } from './testing/packaging-room.ts'

const room = await packagingRoom()
const { app, folder } = room
const { ctx, db, clock } = app
const { packager } = ctx
const endless = new AbortController().signal
const short = masterFile(folder, 'short.mp4', { size: '256x144', seconds: 2 })
const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 25_000, interval: 20 })
const gigabyte = 1e9
const free = (bytes: number) => async () => ({ device: 1, bytes })

/** Programs at work on this machine's packagings. */
const atWork = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(packager.scratchDir)
    } catch {
      return false
    }
  })

/** An ffmpeg that does something else where it is to make a rung or a sound track. */
function ffmpegThat(name: string, script: string): string {
  const file = join(folder, name)
  writeFileSync(file, `#!/bin/sh\ncase "$*" in *.m3u8) ${script};; esac\nexec ffmpeg "$@"\n`, { mode: 0o755 })
  return file
}

test('too little room on the disk is told, costs no try, and is looked at again until there is enough', async () => {
  const videoId = await room.video()
  const others = room.stored()
  const { packagingId } = await room.start(videoId, short, { ladder: [144] })
  // One more failed try would be the last.
  await db.updateTable('packaging').set({ tries: 5 }).where('id', '=', packagingId).execute()
  for (const _ of ['once', 'again']) {
    const full = { ...ctx, packager: { ...packager, freeSpace: free(0.1 * gigabyte) } }
    await expect(packageVideo(full, { packagingId, signal: endless })).rejects.toThrow('0.1 GB are free')
    const told = await room.summary(packagingId)
    expect(told).toMatchObject({ state: 'waiting', queuePlace: null, isWatchable: false })
    expect(told.problem).toMatch(/too little room on the disk: 0\.3 GB are needed/)
    expect(told.retryAt?.getTime()).toBeGreaterThan(clock.now().getTime())
    await keepPackaging(ctx)
    clock.advance(121)
  }
  expect(room.stored()).toEqual(others)
  await keepPackaging(ctx)
  await app.runJobs()
  expect(await room.summary(packagingId)).toMatchObject({ state: 'done', problem: null, retryAt: null })
})

test('a source in storage is not fetched again before there is room for what it becomes', async () => {
  await ctx.storage.put('sources/large', Buffer.from('no film yet'))
  const { packagingId } = await room.start(await room.video(), '', { source: { storagePath: 'sources/large' } })
  await db
    .updateTable('packaging')
    .set({ wants_bytes: 5 * gigabyte })
    .where('id', '=', packagingId)
    .execute()
  let fetched = 0
  const read = (path: string) => {
    fetched += 1
    return ctx.storage.read(path)
  }
  const counting = {
    ...ctx,
    storage: { ...ctx.storage, read, fileOf: () => undefined },
    packager: { ...packager, freeSpace: free(5 * gigabyte) },
  }
  await expect(packageVideo(counting, { packagingId, signal: endless })).rejects.toThrow('5.3 GB are needed')
  expect(fetched).toBe(0)
  await cancelPackaging(ctx, { packagingId, actor: 'test' })
})

test('a source on a disk of this machine is read where it lies, one from elsewhere is fetched', async () => {
  for (const isHere of [true, false]) {
    const storagePath = `sources/film-${isHere}`
    await ctx.storage.put(storagePath, readFileSync(short))
    const { packagingId } = await room.start(await room.video(), '', { source: { storagePath }, ladder: [144] })
    const fetched: string[] = []
    const read: typeof ctx.storage.read = (path, span) => {
      fetched.push(path)
      return ctx.storage.read(path, span)
    }
    const fileOf = (path: string) => (isHere ? ctx.storage.fileOf(path) : undefined)
    await packageVideo({ ...ctx, storage: { ...ctx.storage, read, fileOf } }, { packagingId, signal: endless })
    expect(await room.summary(packagingId)).toMatchObject({ state: 'done' })
    expect(fetched).toEqual(isHere ? [] : [storagePath])
  }
})

test('room is wanted for what is not made yet, once where files are made and once where they are kept', () => {
  const part = (name: string, kind: 'video' | 'audio' | 'pictures', isDone = false) => ({
    ...{ name, kind, isDone, width: Number(name.slice(1)) || null, height: Number(name.slice(1)) || null },
  })
  const rungs = [240, 480, 720, 1080].map((rung) => ({ name: `v${rung}`, width: 16, height: 9, maxRate: rung }))
  const done = [part('v480', 'video', true), part('a-en', 'audio'), part('pictures', 'pictures', true)]
  const left = [part('v240', 'video'), part('v720', 'video'), part('v1080', 'video')]
  const wanted = roomFor([...done, ...left], { rungs, seconds: 80 })
  expect(wanted).toEqual({ scratchBytes: 10_800_000, storedBytes: 20_400_000 + 1_600_000 })
})

test('a disk that becomes full meanwhile is waited for too', async () => {
  const { packagingId } = await room.start(await room.video(), short, { ladder: [144] })
  const put = async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
  }
  const full = { ...ctx, storage: { ...ctx.storage, put } }
  await expect(packageVideo(full, { packagingId, signal: endless })).rejects.toThrow('The disk became full')
  const { tries } = await db
    .selectFrom('packaging')
    .select('tries')
    .where('id', '=', packagingId)
    .executeTakeFirstOrThrow()
  expect([tries, (await room.summary(packagingId)).state]).toEqual([0, 'waiting'])
  await cancelPackaging(ctx, { packagingId, actor: 'test' })
})

test('a database that goes away while a rung is stored and comes back loses nothing and doubles nothing', async () => {
  const videoId = await room.video()
  const { packagingId } = await room.start(videoId, short, { ladder: [144] })
  const [{ database } = { database: '' }] = (await runScript(db, 'select current_database() as database')) as {
    database: string
  }[]
  const target = { ...inject('testServer'), database }
  const proxy = await databaseProxy(target)
  const away = openDatabase({ connection: proxy.connection, applicationName: 'test', log: silentLog })
  const stored: string[] = []
  const put = async (path: string, bytes: Buffer) => {
    if (path.endsWith('v144/index.m3u8')) await proxy.close()
    stored.push(path)
    await ctx.storage.put(path, bytes)
  }
  const working = packageVideo({ ...ctx, db: away, storage: { ...ctx.storage, put } }, { packagingId, signal: endless })
  await until(() => stored.some((path) => path.endsWith('v144/index.m3u8')))
  let turnedAway = 0
  const closed = createServer((socket) => {
    turnedAway += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => closed.listen(proxy.connection.port, '127.0.0.1', resolve))
  await until(() => turnedAway > 1)
  await new Promise((resolve) => closed.close(resolve))
  const again = await databaseProxy(target, proxy.connection.port)
  expect(await working).toBe(true)
  expect(await room.summary(packagingId)).toMatchObject({ state: 'done', isWatchable: true, problem: null })
  const segments = stored.filter((path) => !path.endsWith('master.m3u8'))
  expect(segments).toEqual([...new Set(segments)])
  await away.destroy()
  await again.close()
})

test('a storage that fails for a while is asked again; the rung is not encoded anew', async () => {
  const { packagingId } = await room.start(await room.video(), short, { ladder: [144] })
  const failures = [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), busy(503), busy(429)]
  const asked: string[] = []
  const put = async (path: string, bytes: Buffer) => {
    const name = path.split('/').slice(2).join('/')
    asked.push(name)
    const failure = name === 'v144/s0000.m4s' ? failures.shift() : undefined
    if (failure) throw failure
    await ctx.storage.put(path, bytes)
  }
  await packageVideo({ ...ctx, storage: { ...ctx.storage, put } }, { packagingId, signal: endless })
  expect(asked.filter((name) => name === 'v144/s0000.m4s')).toHaveLength(4)
  expect(asked.filter((name) => name === 'v144/init.mp4')).toHaveLength(1)
  expect((await room.summary(packagingId)).state).toBe('done')
})

test('an ffmpeg that hangs is ended, and it is tried again', async () => {
  const { packagingId } = await room.start(await room.video(), short, { ladder: [144] })
  const hanging = { ...packager, ffmpegPath: ffmpegThat('hang', 'exec sleep 1000'), silenceLimitSeconds: 1 }
  const failed = packageVideo({ ...ctx, packager: hanging }, { packagingId, signal: endless })
  await expect(failed).rejects.toThrow('said nothing for 1 seconds')
  await until(() => atWork().length === 0)
  expect(await room.summary(packagingId)).toMatchObject({ state: 'waiting', retryAt: expect.any(Date) })
  await cancelPackaging(ctx, { packagingId, actor: 'test' })
})

test('cancelling from elsewhere ends an encoder at work', async () => {
  const { packagingId } = await room.start(await room.video(), short, { ladder: [144] })
  const script = 'while :; do echo out_time_us=1000000; sleep 0.1; done'
  const busily = { ...packager, ffmpegPath: ffmpegThat('busy', script) }
  const working = packageVideo({ ...ctx, packager: busily }, { packagingId, signal: endless })
  await until(async () => (await room.summary(packagingId)).parts.some(({ tookSeconds }) => tookSeconds !== null))
  await until(() => atWork().length > 0)
  await cancelPackaging(ctx, { packagingId, actor: 'test' })
  expect(await working).toBe(true)
  await until(() => atWork().length === 0)
  expect(await room.summary(packagingId)).toMatchObject({ state: 'cancelled', isWatchable: false })
})

test('what waits tells its place in the queue', async () => {
  await db.deleteFrom('packaging').execute()
  const ids: string[] = []
  for (const priority of [0, 5, 0]) {
    clock.advance(1)
    ids.push((await room.start(await room.video(), short, { priority })).packagingId)
  }
  const places = await Promise.all(ids.map(async (id) => (await room.summary(id)).queuePlace))
  expect(places).toEqual([2, 1, 3])
  for (const packagingId of ids) await cancelPackaging(ctx, { packagingId, actor: 'test' })
})

/** What the object store's client throws for an answer of this status. */
function busy(httpStatusCode: number): Error {
  return Object.assign(new Error('the store is busy'), { $metadata: { httpStatusCode } })
}
