import { readdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cancelPackaging } from './cancel-packaging.ts'
import { deleteMedia } from './delete-media.ts'
import { mediaFinder } from './find-media.ts'
import { packageVideo } from './package-video.ts'
import { insertParts, updateProgress } from './part-store.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { repackageAll } from './repackage-all.ts'
import { retryPackaging } from './retry-packaging.ts'
import { masterFile } from './testing/master-file.ts'
import { packagingRoom } from './testing/packaging-room.ts'

const room = await packagingRoom()
const { app, folder } = room
const { ctx, db, clock } = app
const master = masterFile(folder, 'master.mp4', {
  size: '640x360',
  seconds: 13,
  tones: [
    { pitch: 440, language: 'eng', volume: 0.05 },
    { pitch: 880, language: 'ita' },
  ],
})
const short = masterFile(folder, 'short.mp4', { seconds: 2 })
const captions = join(folder, 'captions.srt')
writeFileSync(captions, '1\n00:00:01,000 --> 00:00:02,500\nCiao.\n')
const endless = new AbortController().signal
const read = async (assetId: string, file: string) => String(await ctx.storage.readAll(`media/${assetId}/${file}`))
const assetOf = async (videoId: string) => (await mediaFinder(ctx)(videoId))?.assetId ?? ''

test('a master becomes rungs, sound in every language, captions, a poster and a storyboard', async () => {
  const videoId = await room.video()
  const made = await room.make(videoId, master, { captions: [{ language: 'it', path: captions }] })
  expect(made).toMatchObject({ state: 'done', progress: 1, isWatchable: true, problem: null })
  expect(made.parts.map(({ name }) => name)).toEqual(['c-it', 'v360', 'a-en', 'a-it', 'pictures', 'v240'])
  expect(await room.renditions(videoId)).toEqual([
    { name: 'v240', width: 426, height: 240 },
    { name: 'v360', width: 640, height: 360 },
  ])
  const picture = await room.look(videoId, 'v360')
  expect(picture).toMatchObject({
    codec_name: 'h264',
    width: 640,
    height: 360,
    pix_fmt: 'yuv420p',
    r_frame_rate: '25/1',
  })
  expect(picture.playlist.match(/#EXTINF:6\.000000/g)).toHaveLength(2)
  const sound = await room.look(videoId, 'a-en')
  expect(sound).toMatchObject({ codec_name: 'aac', channels: 2, sample_rate: '48000' })
  expect(Math.abs(sound.seconds - picture.seconds)).toBeLessThan(0.1)
  const assetId = await assetOf(videoId)
  const first = await read(assetId, 'master.m3u8')
  expect(first).toContain('NAME="English",LANGUAGE="en",DEFAULT=YES')
  expect(first).toContain('URI="c-it/index.m3u8"')
  expect(first.match(/RESOLUTION=/g)).toHaveLength(2)
  expect(await read(assetId, 'c-it/c-it.vtt')).toMatch(/^WEBVTT\n.+\n\n00:00:01.000 --> 00:00:02.500\nCiao.\n$/)
  expect(await read(assetId, 'storyboard.vtt')).toContain(
    '00:00:12.000 --> 00:00:13.000\nstoryboard.jpg#xywh=960,0,160,90',
  )
  expect((await ctx.storage.head(`media/${assetId}/poster.jpg`))?.size).toBeGreaterThan(1000)
  expect(readdirSync(ctx.packager.scratchDir)).toEqual([])
})

test('the video can be watched from its first rung on, and progress never goes back', async () => {
  const videoId = await room.video()
  const before = await assetOf(videoId)
  const { packagingId } = await room.start(videoId, short, { ladder: [144, 180] })
  const seen: { rungs: number; progress: number; isWatchable: boolean; done: number }[] = []
  let passedMs = 0
  const watching = {
    ...ctx,
    // Every look at it finds a second passed, so that every report of the encoder is noted.
    clock: { ...clock, monotonicMs: () => (passedMs += 1000) },
    storage: {
      ...ctx.storage,
      put: async (path: string, bytes: Buffer) => {
        const { progress, isWatchable, parts } = await room.summary(packagingId)
        const done = parts.filter(({ isDone }) => isDone).length
        seen.push({ progress, isWatchable, done, rungs: (await room.renditions(videoId)).length })
        await ctx.storage.put(path, bytes)
      },
    },
  }
  await packageVideo(watching, { packagingId, signal: endless })
  const progress = seen.map((moment) => moment.progress)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(seen.some((moment) => moment.done === 0 && moment.progress > 0)).toBe(true)
  expect(seen.some(({ isWatchable, rungs }) => isWatchable && rungs === 1)).toBe(true)
  expect(await assetOf(videoId)).not.toBe(before)
})

test('a rung that is made anew does not take its progress back', async () => {
  const { packagingId } = await room.start(await room.video(), short)
  await insertParts(db, packagingId, [{ name: 'v144', kind: 'video', position: 0, weight: 1 }])
  for (const progress of [0.5, 0.2]) await updateProgress(db, { packagingId, name: 'v144', progress })
  expect((await room.summary(packagingId)).progress).toBe(0.5)
  await cancelPackaging(ctx, { packagingId, actor: 'test' })
})

test('whoever watches a video goes on with the file it was then; its bytes go when nobody can', async () => {
  const videoId = await room.video()
  const before = await assetOf(videoId)
  const openedAt = clock.now()
  clock.advance(60)
  await room.make(videoId, short, { ladder: [240] })
  const find = mediaFinder(ctx)
  const after = (await find(videoId))?.assetId
  expect(after).not.toBe(before)
  expect((await find(videoId, openedAt))?.assetId).toBe(before)
  expect((await find(videoId, new Date(clock.now().getTime() + 6000)))?.assetId).toBe(after)
  await removeLeftovers(ctx)
  expect(room.stored()).toContain(before)
  clock.advance(14 * 3600)
  await removeLeftovers(ctx)
  expect(room.stored()).not.toContain(before)
  expect(await mediaFinder(ctx)(videoId, openedAt)).toBeUndefined()
  expect((await mediaFinder(ctx)(videoId))?.assetId).toBe(after)
})

test('deleting a video’s media leaves no byte of it, nor of the file it came from', async () => {
  const others = room.stored()
  const videoId = await room.video()

  await ctx.storage.put('sources/one', await readFile(short))
  await room.make(videoId, short, { source: { storagePath: 'sources/one' }, ladder: [240] })
  await room.make(videoId, short, { source: { storagePath: 'sources/one' }, ladder: [240] })
  const { packagingId } = await room.start(videoId, short, { captions: [{ language: 'it', path: captions }] })
  await deleteMedia(ctx, { videoId, actor: 'test' })
  expect(room.stored().toSorted()).toEqual(others.toSorted())
  expect(await ctx.storage.head('sources/one')).toBeUndefined()
  expect(await mediaFinder(ctx)(videoId)).toBeUndefined()
  await expect(room.summary(packagingId)).rejects.toThrow('no such packaging')
})

test('a source in storage that was replaced goes', async () => {
  const videoId = await room.video()

  for (const name of ['sources/old', 'sources/new']) {
    await ctx.storage.put(name, await readFile(short))
    clock.advance(1)
    await room.make(videoId, short, { source: { storagePath: name }, ladder: [240] })
  }
  expect(await ctx.storage.head('sources/old')).toBeUndefined()
  expect(await ctx.storage.head('sources/new')).toBeDefined()
})

test('a source in storage goes when it is refused or cancelled, and stays where it may be tried again', async () => {
  const store = async (name: string, bytes: Buffer) => {
    await ctx.storage.put(`sources/${name}`, bytes)
    return { source: { storagePath: `sources/${name}` }, ladder: [144] }
  }
  const isThere = async (name: string) => (await ctx.storage.head(`sources/${name}`)) !== undefined
  const film = await readFile(short)
  await room.make(await room.video(), '', await store('refused', Buffer.from('no film')))
  expect(await isThere('refused')).toBe(false)

  const videoId = await room.video()
  const same = await store('same', film)
  await room.start(videoId, '', same)
  const { packagingId } = await room.start(videoId, '', same)
  await removeLeftovers(ctx)
  expect(await isThere('same')).toBe(true)
  await cancelPackaging(ctx, { packagingId, actor: 'test' })
  expect(await isThere('same')).toBe(false)

  const { packagingId: failed } = await room.start(videoId, '', {
    ...(await store('failed', film)),
    captions: [{ language: 'it', path: captions }],
  })
  await db
    .updateTable('packaging')
    .set({ state: 'failed', finished_at: clock.now() })
    .where('id', '=', failed)
    .execute()
  await removeLeftovers(ctx)
  expect(await isThere('failed')).toBe(true)
  expect(await retryPackaging(ctx, { packagingId: failed, actor: 'test' })).toBe(true)
  await app.runJobs()
  expect(await room.summary(failed)).toMatchObject({ state: 'done', isWatchable: true })
  expect(await read(await assetOf(videoId), 'c-it/c-it.vtt')).toContain('Ciao.')
  expect(await retryPackaging(ctx, { packagingId: failed, actor: 'test' })).toBe(false)
})

test('cancelling ends a worker at work and removes what it made', async () => {
  const videoId = await room.video()
  const others = room.stored()
  const { packagingId } = await room.start(videoId, master)

  const cancelling = {
    ...ctx,
    storage: {
      ...ctx.storage,
      put: async (path: string, bytes: Buffer) => {
        await ctx.storage.put(path, bytes)
        if (path.endsWith('s0000.m4s')) await cancelPackaging(ctx, { packagingId, actor: 'test' })
      },
    },
  }
  await packageVideo(cancelling, { packagingId, signal: endless })
  expect(await room.summary(packagingId)).toMatchObject({ state: 'cancelled', isWatchable: false })
  expect(room.stored().toSorted()).toEqual(others.toSorted())
  expect(await cancelPackaging(ctx, { packagingId, actor: 'test' })).toBe(false)
})

test('a second file for the same video takes the place of the first', async () => {
  const videoId = await room.video()
  const first = await room.start(videoId, master)
  const second = await room.start(videoId, master)
  expect((await room.summary(first.packagingId)).state).toBe('cancelled')
  expect((await room.summary(second.packagingId)).state).toBe('waiting')
  await cancelPackaging(ctx, { ...second, actor: 'test' })
})

test('packaging again makes every video anew, with its captions, on another ladder', async () => {
  await db.deleteFrom('packaging').execute()
  const videoId = await room.video()
  await room.make(videoId, short, { captions: [{ language: 'it', path: captions }], ladder: [144] })
  const before = await assetOf(videoId)
  expect(await repackageAll(ctx, { ladder: [180], actor: 'test' })).toBe(1)
  await app.runJobs()
  expect(await room.renditions(videoId)).toEqual([{ name: 'v180', width: 320, height: 180 }])
  const assetId = await assetOf(videoId)
  expect(assetId).not.toBe(before)
  expect(await read(assetId, 'c-it/c-it.vtt')).toContain('Ciao.')
})

const unfit: Record<string, [Partial<Parameters<typeof room.start>[2]>, string]> = {
  'a file that is not there': [{ source: { file: join(folder, 'none.mp4') } }, 'source'],
  'a folder': [{ source: { file: folder } }, 'source'],
  'bytes that are not in the storage': [{ source: { storagePath: 'sources/none' } }, 'source'],
  'captions in no language': [{ captions: [{ language: '???', path: captions }] }, 'captions'],
  'captions that are none': [{ captions: [{ language: 'it', path: master }] }, 'captions.it'],
  'captions twice': [
    {
      captions: [
        { language: 'it', path: captions },
        { language: 'ita', path: captions },
      ],
    },
    'captions',
  ],
  'a ladder of nothing': [{ ladder: [] }, 'ladder'],
  'an unknown video': [{ videoId: 'f'.repeat(24) }, 'video'],
}
for (const [title, [change, field]] of Object.entries(unfit)) {
  test(`refuses ${title} at once`, async () => {
    const videoId = await room.video()
    const others = room.stored()
    await expect(room.start(videoId, master, change)).rejects.toMatchObject({
      code: 'InvalidInput',
      fields: [{ field }],
    })
    expect(room.stored()).toEqual(others)
  })
}
