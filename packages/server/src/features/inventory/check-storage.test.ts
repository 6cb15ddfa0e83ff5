import { join } from 'node:path'
import { contentDir, demoChannels } from '@osteocom/demo/content'
import { describe, expect, test } from 'vitest'
import { copyFiles } from '../../platform/storage/copy-files.ts'
import { diskStorage } from '../../platform/storage/disk-storage.ts'
import { s3Storage } from '../../platform/storage/s3-storage.ts'
import { testApp } from '../../testing/app.ts'
import { testClock } from '../../testing/clock.ts'
import { anId } from '../../testing/given.ts'
import { listFiles } from '../../testing/list-files.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { importMedia, publicPath } from '../media/index.ts'
import { checkStorage, removeOrphans } from './check-storage.ts'

const lesson = demoChannels[0]?.videos[0]
if (!lesson) throw new Error('there is no demo lesson')
const folder = folderForThisFile()

const { ctx, db, given } = await testApp()
const channel = await given.channel()
const videoId = channel.videoIds[0] ?? ''
await db.deleteFrom('media_asset').execute()
const at = (file: string) => join(contentDir, file)
const source = {
  videoId,
  dir: at(lesson.dir),
  durationSeconds: lesson.durationSeconds,
  renditions: lesson.renditions,
  audio: lesson.audio.map(({ language }) => ({ language, name: `a-${language}` })),
  captions: lesson.captions.map(({ language, file }) => ({ language, file: at(file) })),
  poster: at(lesson.poster),
  storyboard: { image: at(lesson.storyboard.image), vtt: at(lesson.storyboard.vtt) },
}

const audio = source.audio[0]?.name ?? ''

const objectStore = await testObjectStore()
const drivers = { disk: diskStorage(folder), s3: s3Storage(objectStore) }
for (const [name, storage] of Object.entries(drivers)) {
  describe(`on ${name}`, () => {
    const clock = testClock(new Date())
    const deps = { ...ctx, storage, clock }
    let assetId = ''
    const paths = (files: { path: string }[]) => files.map(({ path }) => path).sort()

    test('after an import every file has its row and every row its files', async () => {
      await db.deleteFrom('media_asset').execute()
      await db.updateTable('channel').set({ cover: '', background: '', trailer: '' }).execute()
      await db.updateTable('video').set({ cover: 'x/cover.jpg', background: '', trailer: '' }).execute()
      await storage.put(publicPath('x/cover.jpg'), Buffer.from('a picture'))
      await importMedia(deps, source)
      assetId = (await db.selectFrom('media_asset').select('id').executeTakeFirstOrThrow()).id
      const found = await checkStorage(deps)
      expect(found).toMatchObject({ orphans: [], missing: [], damaged: [], young: 0 })
      expect(found.files).toBeGreaterThan(10)
      expect(found.bytes).toBeGreaterThan(100_000)
    })

    test('finds what nothing leads to once it is a day old, and removes it', async () => {
      const orphans = [
        `media/${anId()}/v360/s0000.m4s`,
        `media/${assetId}/v720/s9999.m4s`,
        `media/${assetId}/v9000/init.mp4`,
        'public/x/old-cover.jpg',
        'stray',
      ].sort()
      for (const path of orphans) await storage.put(path, Buffer.from('12345'))
      expect(await checkStorage(deps)).toMatchObject({ orphans: [], young: orphans.length })
      clock.advance(25 * 3600)
      const found = await checkStorage(deps)
      expect([paths(found.orphans), found.missing]).toEqual([orphans, []])
      expect(await removeOrphans(deps, found.orphans)).toBe(5 * orphans.length)
      expect(await checkStorage(deps)).toMatchObject({ orphans: [], missing: [], young: 0 })
    })

    test('finds what is not as it was put, and takes nothing for nobody’s where a list is damaged', async () => {
      const bytes = async (file: string) => (await storage.readAll(`media/${assetId}/${file}`)) ?? Buffer.alloc(0)
      const put = (file: string, content: Buffer) => storage.put(`media/${assetId}/${file}`, content)
      const atOnce = [
        ['master.m3u8', 'poster.jpg'],
        ['v360/index.m3u8', 'v360/s0000.m4s', `${audio}/init.mp4`],
      ]
      const damages: Record<string, [damage: (whole: Buffer) => Buffer, problem: RegExp]> = {
        'cut off': [(whole) => whole.subarray(0, -7), /bytes instead of|not whole/],
        emptied: [() => Buffer.alloc(0), /bytes instead of|not whole|empty/],
      }
      for (const [title, [damage, problem]] of Object.entries(damages)) {
        for (const files of atOnce) {
          const wholes = await Promise.all(files.map(bytes))
          for (const [i, file] of files.entries()) await put(file, damage(wholes[i] ?? Buffer.alloc(0)))
          clock.advance(25 * 3600)
          const { damaged, orphans, missing } = await checkStorage(deps)
          for (const [i, file] of files.entries()) await put(file, wholes[i] ?? Buffer.alloc(0))
          // Of a picture only that it is there and not empty is known.
          const seen = files.filter((file) => title === 'emptied' || file !== 'poster.jpg')
          expect([title, paths(damaged)]).toEqual([title, seen.map((file) => `media/${assetId}/${file}`).sort()])
          expect([title, orphans, missing]).toEqual([title, [], []])
          for (const each of damaged)
            expect([each.videoId, each.problem]).toEqual([videoId, expect.stringMatching(problem)])
        }
      }
      await storage.put(publicPath('x/cover.jpg'), Buffer.alloc(0))
      expect(paths((await checkStorage(deps)).damaged)).toEqual([publicPath('x/cover.jpg')])
      await storage.put(publicPath('x/cover.jpg'), Buffer.from('a picture'))
      expect(await checkStorage(deps)).toMatchObject({ orphans: [], missing: [], damaged: [] })
    })

    test('takes nothing for nobody’s where a list is gone', async () => {
      for (const file of ['master.m3u8', 'v360/index.m3u8', 'v360/files.txt']) {
        const path = `media/${assetId}/${file}`
        const whole = (await storage.readAll(path)) ?? Buffer.alloc(0)
        await storage.deleteAll(path)
        clock.advance(25 * 3600)
        const { orphans, missing, damaged } = await checkStorage(deps)
        await storage.put(path, whole)
        expect([file, orphans, damaged]).toEqual([file, [], []])
        expect(paths(missing)).toEqual(file.endsWith('.m3u8') ? [path] : [])
      }
    })

    test('finds what is named and not there', async () => {
      const gone = ['v360/s0000.m4s', `${audio}/init.mp4`, 'poster.jpg'].map((file) => `media/${assetId}/${file}`)
      for (const path of [...gone, publicPath('x/cover.jpg')]) await storage.deleteAll(path)
      const { missing, orphans } = await checkStorage(deps)
      expect(paths(missing)).toEqual([...gone, publicPath('x/cover.jpg')].sort())
      expect(missing.find(({ path }) => path.endsWith('poster.jpg'))?.videoId).toBe(videoId)
      expect(orphans).toEqual([])
    })

    test('misses a video’s first playlist where all of it is gone', async () => {
      await storage.deleteAll(`media/${assetId}`)
      expect(paths((await checkStorage(deps)).missing)).toContain(`media/${assetId}/master.m3u8`)
    })

    test('leaves alone what is being packaged, waits for it, or is about to go', async () => {
      const making = anId()
      const now = clock.now()
      await db.deleteFrom('packaging').execute()
      await db
        .insertInto('packaging')
        .values({
          id: anId(),
          video_id: videoId,
          asset_id: making,
          sealed_secret: Buffer.alloc(1),
          source_path: 'uploads/master.mov',
          is_source_stored: true,
          ladder: '[]',
          created_at: now,
        })
        .execute()
      await db
        .insertInto('media_leftover')
        .values({ prefix: `media/${name}-old/`, remove_at: now })
        .execute()
      for (const path of [`media/${making}/v480/s0000.m4s`, 'uploads/master.mov', `media/${name}-old/poster.jpg`]) {
        await storage.put(path, Buffer.from('x'))
      }
      clock.advance(25 * 3600)
      const { orphans, missing } = await checkStorage(deps)
      expect(orphans).toEqual([])
      expect(missing.filter(({ path }) => path.includes(making))).toEqual([])
    })
  })
}

test('everything moves from disk to the object store, byte for byte, and only once', async () => {
  const [from, to] = [drivers.disk, s3Storage({ ...objectStore, prefix: 'moved/' })]
  await from.deleteAll('media')
  await db.deleteFrom('media_asset').execute()
  await importMedia({ ...ctx, storage: from }, source)
  await from.put('public/large.mp4', Buffer.alloc(18 * 1024 * 1024, 'large'))
  const there = await listFiles(from)
  const first = await copyFiles({ from, to }, () => undefined)
  expect(first).toMatchObject({ copied: there.length, skipped: 0 })
  for (const { path } of there) {
    const [sent, arrived] = [await from.readAll(path), await to.readAll(path)]
    expect([path, sent && arrived?.equals(sent)]).toEqual([path, true])
  }
  expect(await copyFiles({ from, to }, () => undefined)).toMatchObject({ copied: 0, skipped: there.length })
  await from.put('public/new.jpg', Buffer.from('new'))
  expect(await copyFiles({ from, to }, () => undefined)).toMatchObject({ copied: 1 })
})
