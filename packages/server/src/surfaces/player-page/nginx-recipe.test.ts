import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diskStorage } from '../../platform/storage/disk-storage.ts'
import { part, readAnswer } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { freePort } from '../../testing/free-port.ts'
import { startNginx } from '../../testing/nginx.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'

const app = await testApp()
const channel = await app.given.channel({ videos: 2 })
const partner = await app.given.partner({ channels: [channel] })
const [videoId = '', otherId = ''] = channel.videoIds

async function openSession() {
  const buyer = await app.given.customer({ of: partner, owns: [channel] })
  const body = { clientId: partner.clientId, ...buyer, channelId: channel.id, videoId }
  const { body: ticket } = await app.call('contentLicensing_videoAccess', body, { token: partner.token })
  const page = await app.get(`/en/videoaccess?signature=${part(ticket, 'tokenAuthVideo')}`)
  const session = /\/play\/[0-9a-f]{24}\/([\w-]{64})\//.exec(page.text)?.[1] ?? ''
  return { buyer, session, path: `/play/${videoId}/${session}` }
}

async function revoke({ userId }: { userId: string }): Promise<void> {
  await app.db
    .updateTable('activation')
    .set({ ended_at: app.clock.now(), end_reason: 'revoked' })
    .where('customer_id', 'in', (from) =>
      from.selectFrom('customer_user_id').select('customer_id').where('partner_user_id', '=', userId),
    )
    .execute()
}

const asset = await app.db
  .selectFrom('media_asset')
  .select('id')
  .where('video_id', '=', videoId)
  .executeTakeFirstOrThrow()
const mediaFolder = `media/${asset.id}/`

const folder = folderForThisFile()
chmodSync(folder, 0o755)
const storage = join(folder, 'storage')

// What nginx sends from its own disk says so; what it leaves to the program does not.
for await (const { path } of app.ctx.storage.list('media')) {
  await diskStorage(storage).put(path, Buffer.from(`disk ${path.split('/').slice(2).join('/')}`))
}

async function recipe(name: string, withStorage: boolean) {
  const port = await freePort()
  const server = await startNginx({
    nginx: 'nginx',
    folder: join(folder, name),
    port,
    program: app.port,
    ...(withStorage ? { storage } : {}),
  })
  return {
    stop: () => server.stop(),
    get: async (path: string, init?: RequestInit) => readAnswer(await fetch(`http://127.0.0.1:${port}${path}`, init)),
  }
}

/** The paths that the program is asked for while something is done. */
async function askedMeanwhile(work: () => Promise<void>): Promise<string[]> {
  const asked: string[] = []
  const note = (message: unknown) => asked.push(String(part(part(message, 'request'), 'url')))
  subscribe('http.server.request.start', note)
  await work()
  unsubscribe('http.server.request.start', note)
  return asked
}

const variants = { 'from disk': true, 'from the program': false }
for (const [name, withStorage] of Object.entries(variants)) {
  describe(`nginx sends segments ${name}`, () => {
    let nginx: Awaited<ReturnType<typeof recipe>>
    let open: Awaited<ReturnType<typeof openSession>>
    beforeAll(async () => {
      nginx = await recipe(name.replaceAll(' ', '-'), withStorage)
      open = await openSession()
    })
    afterAll(() => nginx.stop())
    const expected = (file: string) => (withStorage ? `disk ${file}` : file)

    test('to a session that the program has opened, as the program would', async () => {
      for (const file of ['v360/init.mp4', 'v360/s0000.m4s']) {
        const [ours, its] = [await app.get(`${open.path}/${file}`), await nginx.get(`${open.path}/${file}`)]
        expect([its.status, its.text]).toEqual([200, expected(file)])
        for (const header of [
          'content-type',
          'cache-control',
          'access-control-allow-origin',
          'x-content-type-options',
        ]) {
          expect([header, its.headers.get(header)]).toEqual([header, ours.headers.get(header)])
        }
      }
    })

    test('in part, and not again to who has it', async () => {
      const file = `${open.path}/v360/s0000.m4s`
      const some = await nginx.get(file, { headers: { range: 'bytes=0-3' } })
      expect([some.status, some.text]).toEqual([206, expected('v360/s0000.m4s').slice(0, 4)])
      const etag = (await nginx.get(file)).headers.get('etag') ?? ''
      expect((await nginx.get(file, { headers: { 'if-none-match': etag } })).status).toBe(304)
      expect((await nginx.get(file, { method: 'HEAD' })).headers.get('content-length')).toBe(
        String(expected('v360/s0000.m4s').length),
      )
    })

    test('and leaves playlists, keys and pages to the program', async () => {
      for (const file of ['master.m3u8', 'v360/index.m3u8', 'key/0', 'poster.jpg', 'storyboard.vtt']) {
        const [ours, its] = [await app.get(`${open.path}/${file}`), await nginx.get(`${open.path}/${file}`)]
        expect([file, its.status, its.text]).toEqual([file, ours.status, ours.text])
        expect(its.headers.get('cache-control')).toBe(ours.headers.get('cache-control'))
      }
    })

    test('to nobody else, in the program’s words', async () => {
      const forged = `${open.session.slice(0, 20)}${open.session[20] === 'A' ? 'B' : 'A'}${open.session.slice(21)}`
      const refused = {
        [`/play/${videoId}/${forged}/v360/s0000.m4s`]: 403,
        [`/play/${otherId}/${open.session}/v360/s0000.m4s`]: 403,
        [`${open.path}/v360/s9999.m4s`]: 404,
        [`${open.path}/v360/..%2f..%2f..%2fsecret`]: 404,
        '/osteocom-auth': 404,
      }
      for (const [path, status] of Object.entries(refused)) {
        const answer = await nginx.get(path)
        expect([path, answer.status]).toEqual([path, status])
        if (path.startsWith('/play')) expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      }
    })

    test('and one copy of them to all', async () => {
      const [one, other] = [await openSession(), await openSession()]
      const path = 'v360/s0001.m4s'
      await app.ctx.storage.put(`${mediaFolder}${path}`, Buffer.from('the same for all'))
      if (withStorage) await diskStorage(storage).put(`${mediaFolder}${path}`, Buffer.from('the same for all'))
      const asked = await askedMeanwhile(async () => {
        for (const session of [one, other, one]) {
          const answer = await nginx.get(`${session.path}/${path}`)
          expect([answer.status, answer.text]).toEqual([200, 'the same for all'])
        }
      })
      expect(asked.filter((url) => url.endsWith(path))).toHaveLength(withStorage ? 0 : 1)
      const questions = new Set(asked.filter((url) => url.endsWith('/auth')))
      expect(questions).toEqual(new Set([`${one.path}/auth`, `${other.path}/auth`]))
    })

    test('but no key and no playlist to a session that has ended, whatever it got before', async () => {
      const { buyer, path } = await openSession()
      for (const file of ['master.m3u8', 'key/0', 'v360/s0000.m4s']) {
        expect([file, (await nginx.get(`${path}/${file}`)).status]).toEqual([file, 200])
      }
      await revoke(buyer)
      for (const file of ['master.m3u8', 'v360/index.m3u8', 'key/0', 'key/1']) {
        expect([file, (await nginx.get(`${path}/${file}`)).status]).toEqual([file, 410])
      }
    })

    test('asks the program once for many segments of a session', async () => {
      const { path } = await openSession()
      const asked = await askedMeanwhile(async () => {
        for (let i = 0; i < 20; i++) await nginx.get(`${path}/v360/s0000.m4s`)
      })
      expect(asked.filter((url) => url === `${path}/auth`)).toHaveLength(1)
      expect(asked.filter((url) => url.endsWith('.m4s')).length).toBeLessThanOrEqual(withStorage ? 0 : 1)
    })
  })
}

test('the proxy’s question is answered for the session’s own asset only', async () => {
  const { path } = await openSession()
  const answer = await app.get(`${path}/auth`)
  expect([answer.status, answer.headers.get('media-folder')]).toEqual([204, mediaFolder])
  expect(answer.headers.get('cache-control')).toBe('no-store')
})
