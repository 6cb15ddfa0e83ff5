import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { checkStorage } from '../../features/inventory/index.ts'
import { diskStorage } from '../../platform/storage/disk-storage.ts'
import { s3Storage } from '../../platform/storage/s3-storage.ts'
import { testApp } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { keepHouseJob } from '../jobs/keep-house.ts'
import { testOperator } from './testing/operator.ts'

const megabyte = 1024 * 1024
const [folder, bucket] = [folderForThisFile(), await testObjectStore()]
const stores = { 'a folder they share': () => diskStorage(folder), 'a bucket': () => s3Storage(bucket) }

const endOfTime = { now: () => new Date(8.64e15), monotonicMs: () => 0 }
const tus = { 'tus-resumable': '1.0.0' }
const bytesType = { 'content-type': 'application/offset+octet-stream' }

for (const [name, open] of Object.entries(stores)) {
  describe(`two nodes with ${name}`, { timeout: 120_000 }, async () => {
    const { db } = await testDatabase()
    const one = await testOperator({ db, storage: open() })
    const other = await testApp({ db, storage: open() })
    const origins = [one.app.url, other.url]
    const { origin } = one.operator

    const ask = (node: number, method: string, path: string, headers: Record<string, string> = {}, body?: Buffer) =>
      fetch(`${origins[node % 2]}${path}`, {
        method,
        headers: { cookie: one.cookie, origin, ...tus, ...headers },
        ...(body ? { body: new Uint8Array(body) } : {}),
      })

    async function begin(sizeBytes: number): Promise<string> {
      const { headers } = await ask(0, 'POST', '/operator/uploads', { 'upload-length': String(sizeBytes) })
      return headers.get('location') ?? ''
    }

    const offsetAt = async (node: number, location: string) =>
      Number((await ask(node, 'HEAD', location)).headers.get('upload-offset'))

    test('take turns at one film, which is whole and is attached without a byte moving', async () => {
      const film = randomBytes(9 * megabyte + 7)
      film.write('\0\0\0\u0020ftypisom', 0, 'latin1')
      const location = await begin(film.length)
      let digest: string | null = null
      for (let turn = 0, at = 0; at < film.length; turn++) {
        const piece = film.subarray(at, at + 3 * megabyte)
        const answer = await ask(turn, 'PATCH', location, { ...bytesType, 'upload-offset': String(at) }, piece)
        expect(answer.status).toBe(204)
        digest = answer.headers.get('repr-digest')
        at += piece.length
        // What is on its way is nobody's orphan, however long it takes.
        if (turn === 0) expect((await checkStorage({ ...one.app.ctx, clock: endOfTime })).orphans).toEqual([])
        if (at < film.length) expect(await offsetAt(turn + 1, location)).toBe(at)
      }
      expect(digest).toBe(`sha-256=:${createHash('sha256').update(film).digest('base64')}:`)
      const uploadId = location.split('/').at(-1) ?? ''
      const { videoIds } = await one.app.given.channel()
      const puts = vi.spyOn(other.ctx.storage, 'putStream')
      const answer = await fetch(`${other.url}/operator/api/videos/${videoIds[0]}/media`, {
        method: 'POST',
        headers: { cookie: one.cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify({ uploadId }),
      })
      expect(answer.status).toBe(202)
      expect(puts).not.toHaveBeenCalled()
      const { source_path } = await db.selectFrom('packaging').select('source_path').executeTakeFirstOrThrow()
      expect((await open().readAll(source_path))?.equals(film)).toBe(true)
      expect(await one.operator.stored()).toEqual([source_path])
    })

    test('a line that hangs at one node is let go of when the other is asked', async () => {
      const location = await begin(20 * megabyte)
      const hanging = request(`${origins[0]}${location}`, {
        method: 'PATCH',
        headers: {
          cookie: one.cookie,
          origin,
          ...tus,
          ...bytesType,
          'upload-offset': '0',
          'content-length': 20 * megabyte,
        },
      })
      const answered = once(hanging, 'response') as Promise<[IncomingMessage]>
      hanging.write(Buffer.alloc(megabyte))
      await vi.waitUntil(async () => (await holderOf(location)) !== null, { timeout: 15_000 })
      const at = await offsetAt(1, location)
      const [{ headers }] = await answered
      expect([headers['upload-offset'], headers.connection]).toEqual([String(at), 'close'])
      hanging.destroy()
      const more = { ...bytesType, 'upload-offset': String(at) }
      expect((await ask(1, 'PATCH', location, more, Buffer.alloc(10))).status).toBe(204)
      expect((await ask(1, 'DELETE', location)).status).toBe(204)
    })

    test('what a node that died held is free after a while', async () => {
      const location = await begin(1000)
      const id = location.split('/').at(-1)
      await sql`update upload set lock_holder = 'the dead', locked_until = now() + interval '1 second' where id = ${id}`.execute(
        db,
      )
      expect(await offsetAt(1, location)).toBe(0)
      expect(await holderOf(location)).toBeNull()
      await ask(0, 'DELETE', location)
      expect(await ask(1, 'HEAD', location)).toMatchObject({ status: 410 })
    })

    test('what nobody goes on with is removed by either node, to its last part', async () => {
      const location = await begin(20 * megabyte)
      const part = Buffer.alloc(9 * megabyte)
      const sent = await ask(0, 'PATCH', location, { ...bytesType, 'upload-offset': '0' }, part)
      expect(sent.status).toBe(204)
      const before = await one.operator.stored()
      other.clock.advance(4 * 24 * 3600)
      await keepHouseJob.run(other.ctx, { data: {}, signal: AbortSignal.abort(), isLast: true })
      const id = location.split('/').at(-1) ?? ''
      const after = await one.operator.stored()
      expect(before.filter((path) => path.includes(id))).not.toEqual([])
      expect(after).toEqual(before.filter((path) => !path.includes(id)))
      expect((await ask(0, 'HEAD', location)).status).toBe(410)
    })

    async function holderOf(location: string): Promise<string | null> {
      const id = location.split('/').at(-1) ?? ''
      const row = await db.selectFrom('upload').select('lock_holder').where('id', '=', id).executeTakeFirst()
      return row?.lock_holder ?? null
    }
  })
}
