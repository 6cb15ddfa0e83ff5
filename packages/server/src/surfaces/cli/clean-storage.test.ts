import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { checkStorage } from '../../features/inventory/index.ts'
import { removeLeftovers } from '../../features/media/index.ts'
import { masterFile } from '../../features/media/testing/master-file.ts'
import { erasePerson } from '../../features/privacy/index.ts'
import { forgetOldUploads } from '../../features/uploads/index.ts'
import { diskStorage } from '../../platform/storage/disk-storage.ts'
import { s3Storage } from '../../platform/storage/s3-storage.ts'
import { testClock } from '../../testing/clock.ts'
import { listFiles } from '../../testing/list-files.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { testOperator } from '../operator-api/testing/operator.ts'
import { pictureBytes } from '../operator-api/testing/picture.ts'
import { program } from './index.ts'

const folder = folderForThisFile()
const films = ['one', 'two'].map((name, i) =>
  masterFile(folder, `${name}.mp4`, { size: '160x120', rate: '10', seconds: 1 + i, tones: [{ pitch: 440 }] }),
)
const [film = Buffer.alloc(0), other = Buffer.alloc(0)] = films.map((file) => readFileSync(file))
const captions = Buffer.from('WEBVTT\n\n00:00.100 --> 00:00.900\nCiao\n')
const tus = { 'tus-resumable': '1.0.0' }
const [hour, day] = [3600, 24 * 3600]

const stores = { disk: () => diskStorage(join(folder, 'disk')), s3: async () => s3Storage(await testObjectStore()) }
for (const [name, open] of Object.entries(stores)) {
  describe(`on ${name}`, { timeout: 180_000 }, async () => {
    const clock = testClock(new Date())
    const { app, operator } = await testOperator({ clock, storage: await open() })
    const { ctx } = app
    const { ask } = operator
    const idOf = (json: unknown) => (json as { id: string }).id

    const paths = async (prefix?: string) => (await listFiles(ctx.storage, prefix)).map(({ path }) => path)

    async function upload(bytes: Buffer, lengthBytes = bytes.length): Promise<string> {
      const type = { 'content-type': 'application/offset+octet-stream', 'upload-length': String(lengthBytes) }
      const begun = await ask('POST', '/operator/uploads', { headers: { ...tus, ...type }, body: bytes })
      return begun.headers.get('location')?.split('/').at(-1) ?? ''
    }
    async function attach(videoId: string, bytes: Buffer, texts: object[] = []): Promise<string> {
      const body = { uploadId: await upload(bytes), captions: texts }
      const { status, json } = await ask('POST', `/operator/api/videos/${videoId}/media`, { body })
      expect(status).toBe(202)
      return (json as { packagingId: string }).packagingId
    }
    async function stateOf(packagingId: string): Promise<unknown> {
      const { json } = await ask('GET', `/operator/api/packagings/${packagingId}`)
      return (json as { state: string }).state
    }
    async function illustrate(of: string, width: number): Promise<void> {
      const bytes = pictureBytes(width, 90)
      await ask('PUT', `/operator/api/${of}`, { body: bytes, headers: { 'content-type': 'image/png' } })
    }
    async function command(...words: string[]): Promise<void> {
      const quiet = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
      await program({ start: async () => undefined, withHouse: (work) => work(ctx) }).parseAsync(words, {
        from: 'user',
      })
      quiet.mockRestore()
    }
    async function sweep(): Promise<void> {
      await removeLeftovers(ctx)
      await forgetOldUploads(ctx)
    }
    async function expectClean(): Promise<void> {
      expect(await checkStorage(ctx)).toMatchObject({ orphans: [], missing: [], damaged: [], young: 0 })
    }

    const channelId = idOf(
      (
        await ask('POST', '/operator/api/channels', {
          body: { language: 'it', title: 'A', priceMinor: 900, currency: 'EUR' },
        })
      ).json,
    )
    const aVideo = async (title: string) =>
      idOf((await ask('POST', `/operator/api/channels/${channelId}/videos`, { body: { title } })).json)
    const videos = { kept: await aVideo('Kept'), gone: await aVideo('Gone'), odd: await aVideo('Odd') }
    const authorId = idOf((await ask('POST', '/operator/api/authors', { body: { name: 'Elena' } })).json)

    test('files come, are replaced, refused, cancelled, left and taken back, and each has its place', async () => {
      for (const width of [160, 161]) {
        await illustrate(`channels/${channelId}/cover`, width)
        await illustrate(`authors/${authorId}/image`, width + 10)
        await illustrate(`videos/${videos.gone}/cover`, width + 20)
      }
      const made = [
        await attach(videos.kept, film, [{ language: 'it', uploadId: await upload(captions) }]),
        await attach(videos.gone, film),
      ]
      await app.runJobs()
      expect(await Promise.all(made.map(stateOf))).toEqual(['done', 'done'])
      await expectClean()

      const replaced = await attach(videos.kept, other)
      const broken = await attach(videos.odd, Buffer.concat([film.subarray(0, 600), Buffer.alloc(900, 1)]))
      await app.runJobs()
      expect([await stateOf(replaced), await stateOf(broken)]).toEqual(['done', 'refused'])
      const unwanted = await attach(videos.odd, film)
      await ask('POST', `/operator/api/packagings/${unwanted}/cancel`, { body: {} })
      await app.runJobs()
      expect(await stateOf(unwanted)).toBe('cancelled')

      const abandoned = await upload(film.subarray(0, 5000), 9_000_000)
      await upload(film.subarray(0, 5000), 9_000_000)
      await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
      await upload(film)
      await ask('DELETE', `/operator/uploads/${abandoned}`, { headers: tus })
      await command('video', 'import', films[1] ?? '', '--channel', channelId, '--title', 'Imported')
      await app.runJobs()
      await expectClean()
    })

    test('what was half sent or only watched goes in its time', async () => {
      const before = (await paths()).length
      clock.advance(14 * hour)
      await sweep()
      await expectClean()
      clock.advance(4 * day)
      await sweep()
      await expectClean()
      expect((await paths()).length).toBeLessThan(before)
      expect((await app.db.selectFrom('media_leftover').select('prefix').execute()).length).toBe(0)
    })

    test('a person who goes takes no file along, and leaves none', async () => {
      const { accountId } = await app.given.account()
      const before = await paths()
      await erasePerson(ctx, { accountId, locale: 'en' })
      await app.runJobs()
      expect(await paths()).toEqual(before)
      await expectClean()
    })

    test('with the videos goes every byte of them', async () => {
      const channel = (await ask('GET', `/operator/api/channels/${channelId}`)).json as { videos: { id: string }[] }
      expect(channel.videos).toHaveLength(4)
      for (const { id } of channel.videos) {
        expect((await ask('DELETE', `/operator/api/videos/${id}`)).status).toBe(204)
        await expectClean()
      }
      clock.advance(30 * day)
      await sweep()
      await expectClean()
      // The cover of the channel and the picture of its author.
      expect(await paths()).toEqual([expect.stringMatching(/^public\//), expect.stringMatching(/^public\//)])
    })
  })
}
