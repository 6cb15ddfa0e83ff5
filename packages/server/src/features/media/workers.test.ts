import { spawn } from 'node:child_process'
import { readdirSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { runScript } from '../../platform/database/script.ts'
import { toUrl } from '../../platform/database/target.ts'
import { cancelPackaging } from './cancel-packaging.ts'
import { keepPackaging } from './keep-packaging.ts'
import { assetPath } from './media-files.ts'
import { packageVideo } from './package-video.ts'
import { findParts } from './part-store.ts'
import { masterFile } from './testing/master-file.ts'
import { packagingRoom } from './testing/packaging-room.ts'

const room = await packagingRoom()
const { app, folder } = room
const { ctx, db, clock } = app
const { packager } = ctx
const endless = new AbortController().signal
const master = masterFile(folder, 'master.mp4', { size: '426x240', seconds: 40 })
const short = masterFile(folder, 'short.mp4', { seconds: 2 })
const child = fileURLToPath(new URL('testing/package-in-child.ts', import.meta.url))
const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 60_000, interval: 20 })

/** Programs at work in a folder. */
const atWork = (dir: string) =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(dir)
    } catch {
      return false
    }
  })

test('a worker that is killed takes its encoder along; the next goes on with the rung it was at', async () => {
  const videoId = await room.video()
  const { packagingId } = await room.start(videoId, master, { ladder: [144, 240] })
  const row = await db
    .selectFrom('packaging')
    .select('asset_id')
    .where('id', '=', packagingId)
    .executeTakeFirstOrThrow()
  const [{ database } = { database: '' }] = (await runScript(db, 'select current_database() as database')) as {
    database: string
  }[]
  const given = {
    url: toUrl({ ...inject('testServer'), database }),
    key: ctx.mediaSealKey.toString('hex'),
    storage: ctx.config.dataDir,
    packager,
    packagingId,
  }
  const worker = spawn(process.execPath, [child, JSON.stringify(given)], { stdio: 'inherit' })
  onTestFinished(() => void worker.kill('SIGKILL'))
  const parts = () => findParts(db, packagingId)
  await until(async () => (await parts()).some(({ name, isDone }) => name === 'pictures' && isDone))
  await until(() => atWork(packager.scratchDir).length > 0)
  worker.kill('SIGKILL')
  await until(() => atWork(packager.scratchDir).length === 0)
  expect((await parts()).map(({ name, isDone }) => [name, isDone])).toEqual([
    ['v240', true],
    ['pictures', true],
    ['v144', false],
  ])
  const made = await ctx.storage.head(assetPath(row.asset_id, 'v240/s0000.m4s'))

  const resume = () => packageVideo(ctx, { packagingId, signal: endless })
  expect(await resume()).toBe(false)
  clock.advance(61)
  await keepPackaging(ctx)
  expect(readdirSync(packager.scratchDir)).toEqual([])
  await app.runJobs()
  expect(await room.summary(packagingId)).toMatchObject({ state: 'done', progress: 1, isWatchable: true })
  expect(await ctx.storage.head(assetPath(row.asset_id, 'v240/s0000.m4s'))).toEqual(made)
  expect((await room.renditions(videoId)).map(({ name }) => name)).toEqual(['v144', 'v240'])
}, 60_000)

test('of two workers one packages a video', async () => {
  const { packagingId } = await room.start(await room.video(), short)
  const on = (host: string) =>
    packageVideo({ ...ctx, packager: { ...packager, host } }, { packagingId, signal: endless })
  expect((await Promise.all([on('one'), on('two')])).toSorted()).toEqual([false, true])
  expect((await room.summary(packagingId)).state).toBe('done')
})

test('a machine packages one video at a time, and passes none over', async () => {
  const started: string[] = []
  for (const priority of [0, 5, 1]) {
    started.push((await room.start(await room.video(), short, { priority, ladder: [144] })).packagingId)
  }
  const [first = '', second = ''] = started
  const one = packageVideo(ctx, { packagingId: first, signal: endless })
  await until(async () => (await room.summary(first)).state === 'running')
  expect(await packageVideo(ctx, { packagingId: second, signal: endless })).toBe(false)
  expect(await one).toBe(true)
  await app.runJobs()
  for (const id of started) expect((await room.summary(id)).state).toBe('done')
})

test('the most urgent is gone on with first', async () => {
  const [calm, urgent] = [
    await room.start(await room.video(), short),
    await room.start(await room.video(), short, { priority: 5 }),
  ]
  await runScript(db, 'delete from pgboss.job')
  await keepPackaging(ctx)
  expect(await runScript(db, `select data->>'packagingId' as id from pgboss.job`)).toEqual([{ id: urgent.packagingId }])
  for (const { packagingId } of [calm, urgent]) await cancelPackaging(ctx, { packagingId, actor: 'test' })
})

test('a worker that is told to end leaves the rest to the next, and that is no failed try', async () => {
  const { packagingId } = await room.start(await room.video(), short)
  const stop = new AbortController()
  const storage = {
    ...ctx.storage,
    put: async (path: string, bytes: Buffer) => {
      await ctx.storage.put(path, bytes)
      stop.abort(new Error('told to end'))
    },
  }
  await expect(packageVideo({ ...ctx, storage }, { packagingId, signal: stop.signal })).rejects.toThrow('told to end')
  const row = () => db.selectFrom('packaging').selectAll().where('id', '=', packagingId).executeTakeFirstOrThrow()
  expect(await row()).toMatchObject({ state: 'waiting', tries: 0, held_until: null, problem: null })
  expect(await packageVideo(ctx, { packagingId, signal: endless })).toBe(true)
  expect(await row()).toMatchObject({ state: 'done' })
})

test('what is in the way is said, tried again later and later, and given up at last', async () => {
  const videoId = await room.video()
  const others = room.stored()
  const { packagingId } = await room.start(videoId, short)
  const put = async () => {
    throw new Error('the disk is full')
  }
  const broken = { ...ctx, storage: { ...ctx.storage, put } }
  const waits: number[] = []
  for (let state = 'waiting'; state === 'waiting'; state = (await room.summary(packagingId)).state) {
    await expect(packageVideo(broken, { packagingId, signal: endless })).rejects.toThrow('the disk is full')
    const row = await db.selectFrom('packaging').select('not_before').where('id', '=', packagingId).executeTakeFirst()
    if (row?.not_before) waits.push((row.not_before.getTime() - clock.now().getTime()) / 60_000)
  }
  expect(waits).toEqual([1, 2, 4, 8, 16])
  expect(await room.summary(packagingId)).toMatchObject({ state: 'failed', problem: 'the disk is full' })
  expect(room.stored()).toEqual(others)
})
