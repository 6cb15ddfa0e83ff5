import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { assetPath, publicPath } from '../../features/media/index.ts'
import { diskStorage } from '../../platform/storage/disk-storage.ts'
import { s3Storage } from '../../platform/storage/s3-storage.ts'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { freePort } from '../../testing/free-port.ts'
import { startNginx } from '../../testing/nginx.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'

const folder = folderForThisFile()
const { db } = await testDatabase()
const disk = join(folder, 'disk')
const stores = { disk: diskStorage(disk), 'the object store': s3Storage(await testObjectStore()) }

/** Each way a file can take to a browser, with the path of a session opened there. */
const ways: Record<string, { url: string; session: string; publicFile: string }> = {}
for (const [name, storage] of Object.entries(stores)) {
  const app = await testApp({ db, storage })
  const channel = await app.given.channel()
  const partner = await app.given.partner({ channels: [channel] })
  const videoId = channel.videoIds[0] ?? ''
  const { id } = await db
    .selectFrom('media_asset')
    .select('id')
    .where('video_id', '=', videoId)
    .executeTakeFirstOrThrow()
  // Every file holds its own name.
  for (const file of Object.keys(files())) await storage.put(assetPath(id, file), Buffer.from(file))
  await storage.put(publicPath('a/cover.jpg'), Buffer.from('a/cover.jpg'))
  const buyer = await app.given.customer({ of: partner, owns: [channel] })
  const body = { clientId: partner.clientId, ...buyer, channelId: channel.id, videoId }
  const { body: ticket } = await app.call('contentLicensing_videoAccess', body, { token: partner.token })
  const page = await app.get(`/en/videoaccess?signature=${part(ticket, 'tokenAuthVideo')}`)
  const session = /\/play\/[0-9a-f]{24}\/[\w-]{64}/.exec(page.text)?.[0] ?? ''
  ways[`the program, from ${name}`] = { url: app.url, session, publicFile: '/files/a/cover.jpg' }
  const recipes = name === 'disk' ? { disk, 'the program': undefined } : { 'the program': undefined }
  for (const [from, at] of Object.entries(recipes)) {
    const nginx = await startNginx({
      nginx: 'nginx',
      folder: join(folder, `nginx ${name} ${from}`.replaceAll(' ', '-')),
      port: await freePort(),
      program: app.port,
      ...(at === undefined ? {} : { storage: at }),
    })
    afterAll(() => nginx.stop())
    const url = `http://127.0.0.1:${nginx.port}`
    ways[`nginx, from ${from} before ${name}`] = { url, session, publicFile: '/files/a/cover.jpg' }
  }
}

/** What is said of each kind of file: its type, and who may keep it. */
function files(): Record<string, [type: string, kept: string]> {
  const [mine, nobody] = ['private, max-age=43200, immutable', 'no-store']
  return {
    'master.m3u8': ['application/vnd.apple.mpegurl', nobody],
    'v360/index.m3u8': ['application/vnd.apple.mpegurl', nobody],
    'v360/init.mp4': ['video/mp4', mine],
    'v360/s0000.m4s': ['video/mp4', mine],
    'a-en/index.m3u8': ['application/vnd.apple.mpegurl', nobody],
    'a-en/init.mp4': ['audio/mp4', mine],
    'a-en/s0000.m4s': ['audio/mp4', mine],
    'c-it/index.m3u8': ['application/vnd.apple.mpegurl', nobody],
    'c-it/c-it.vtt': ['text/vtt; charset=utf-8', mine],
    'poster.jpg': ['image/jpeg', mine],
    'storyboard.jpg': ['image/jpeg', mine],
    'storyboard.vtt': ['text/vtt; charset=utf-8', mine],
  }
}

type Asked = Record<string, string>
/** What a reader who asks like this gets: the status, and of a file of so many letters the first and the last one. */
const answers: [asked: (etag: string) => Asked, status: number, span?: (size: number) => [number, number]][] = [
  [() => ({}), 200],
  [() => ({ range: 'bytes=0-3' }), 206, () => [0, 3]],
  [() => ({ range: 'bytes=5-' }), 206, (size) => [5, size - 1]],
  [() => ({ range: 'bytes=-4' }), 206, (size) => [size - 4, size - 1]],
  [() => ({ range: 'bytes=-400' }), 206, (size) => [0, size - 1]],
  [() => ({ range: 'bytes=5-999999999999999' }), 206, (size) => [5, size - 1]],
  [() => ({ range: 'bytes=400-' }), 416],
  [() => ({ range: 'bytes=999999999999999-' }), 416],
  [() => ({ range: 'bytes=-0' }), 416],
  [() => ({ range: 'bytes=5-2' }), 416],
  [() => ({ range: 'bytes=0-0,2-3' }), 200],
  [() => ({ range: `bytes=${Array.from({ length: 200 }, () => '0-').join()}` }), 200],
  [() => ({ range: 'pages=1-2' }), 200],
  [(etag) => ({ 'if-none-match': etag }), 304],
  [(etag) => ({ 'if-none-match': `W/${etag}` }), 304],
  [(etag) => ({ 'if-none-match': `"other", ${etag}` }), 304],
  [(etag) => ({ 'if-none-match': etag, range: 'bytes=0-3' }), 304],
  [() => ({ 'if-none-match': '*' }), 304],
  [() => ({ 'if-none-match': '"other"' }), 200],
  [(etag) => ({ range: 'bytes=0-3', 'if-range': etag }), 206, () => [0, 3]],
  [() => ({ range: 'bytes=0-3', 'if-range': '"other"' }), 200],
  [(etag) => ({ range: 'bytes=0-3', 'if-range': `W/${etag}` }), 200],
]

for (const [name, { url, session, publicFile }] of Object.entries(ways)) {
  describe(`through ${name}`, () => {
    const known = Object.entries(files()).map(([file, says]) => [`${session}/${file}`, file, says] as const)
    const all = [...known, [publicFile, 'a/cover.jpg', ['image/jpeg', 'public, max-age=3600']] as const]

    test('says of each kind of file what it is and how it may be kept', async () => {
      for (const [path, file, [type, kept]] of all) {
        const whole = await fetch(url + path)
        const asked = await fetch(url + path, { method: 'HEAD' })
        const text = await whole.text()
        for (const { status, headers } of [whole, asked]) {
          expect([file, status, headers.get('cache-control')]).toEqual([file, 200, kept])
          expect([file, headers.get('content-length')]).toEqual([file, String(file.length)])
          expect([file, headers.get('access-control-allow-origin')]).toEqual([file, '*'])
          expect([file, headers.get('x-content-type-options')]).toEqual([file, 'nosniff'])
          expect([file, headers.get('accept-ranges')]).toEqual([file, 'bytes'])
          expect(headers.get('content-type')).toBe(type)
        }
        expect([text, await asked.text()]).toEqual([file, ''])
        expect(asked.headers.get('etag')).toBe(whole.headers.get('etag'))
      }
    })

    test('answers for each kind of file whoever asks for a part of it, or has it already', async () => {
      for (const [path, file] of all) {
        const etag = (await fetch(url + path)).headers.get('etag') ?? ''
        expect(etag).toMatch(/^"[^"]+"$/)
        for (const [asked, status, span] of answers) {
          const answer = await fetch(url + path, { headers: asked(etag) })
          const [start, end] = span?.(file.length) ?? [0, file.length - 1]
          const about = [file, JSON.stringify(asked(etag)).slice(0, 60)]
          expect([...about, answer.status]).toEqual([...about, status])
          const range = { 206: `bytes ${start}-${end}/${file.length}`, 416: `bytes */${file.length}` }[status] ?? null
          expect([...about, answer.headers.get('content-range')]).toEqual([...about, range])
          const text = await answer.text()
          if (status !== 416)
            expect([...about, text]).toEqual([...about, status === 304 ? '' : file.slice(start, end + 1)])
        }
      }
    })

    test('never lets a key be kept', async () => {
      const key = await fetch(`${url}${session}/key/0`)
      expect([key.status, (await key.bytes()).length, key.headers.get('cache-control')]).toEqual([200, 16, 'no-store'])
    })
  })
}
