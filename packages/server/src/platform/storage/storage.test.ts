import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import { listFiles } from '../../testing/list-files.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { diskStorage } from './disk-storage.ts'
import { s3Storage } from './s3-storage.ts'
import type { Storage } from './storage.ts'

const folder = mkdtempSync(join(tmpdir(), 'test-storage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const drivers = { disk: diskStorage(folder), s3: s3Storage(await testObjectStore()) }
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function pathsOf(storage: Storage, prefix?: string): Promise<string[]> {
  const found = await listFiles(storage, prefix)
  return found.map(({ path }) => path).sort()
}

for (const [name, storage] of Object.entries(drivers)) {
  describe(`on ${name}`, () => {
    test('what was put is found, whole and in part', async () => {
      await storage.put('media/a/one.m4s', Buffer.from('0123456789'))
      expect((await storage.head('media/a/one.m4s'))?.size).toBe(10)
      expect(String(await storage.readAll('media/a/one.m4s'))).toBe('0123456789')
      expect(String(await buffer(storage.read('media/a/one.m4s')))).toBe('0123456789')
      expect(String(await buffer(storage.read('media/a/one.m4s', { start: 2, end: 4 })))).toBe('234')
      expect(String(await buffer(storage.read('media/a/one.m4s', { start: 9, end: 9 })))).toBe('9')
    })

    test('what was never put is absent', async () => {
      expect(await storage.head('media/none')).toBeUndefined()
      expect(await storage.head('media')).toBeUndefined()
      expect(await storage.readAll('media/none')).toBeUndefined()
      await expect(buffer(storage.read('media/none'))).rejects.toThrow()
    })

    test('an etag stays with the bytes and changes with them', async () => {
      await storage.put('media/e', Buffer.from('one'))
      const before = await storage.head('media/e')
      expect((await storage.head('media/e'))?.etag).toBe(before?.etag)
      await storage.put('media/e', Buffer.from('another'))
      const after = await storage.head('media/e')
      expect(after?.etag).not.toBe(before?.etag)
      expect(after?.etag).toMatch(/^"[^"]+"$/)
      expect(after && String(await storage.readHot('media/e', after))).toBe('another')
    })

    test('a large stream arrives as it was sent', async () => {
      const bytes = randomBytes(20 * 1024 * 1024 + 7)
      const pieces = Array.from({ length: 21 }, (_, i) => bytes.subarray(i << 20, (i + 1) << 20))
      await storage.putStream('media/large', Readable.from(pieces, { objectMode: false }))
      expect((await storage.head('media/large'))?.size).toBe(bytes.length)
      expect(sha256(await buffer(storage.read('media/large')))).toBe(sha256(bytes))
      const across = { start: 16 * 1024 * 1024 - 5, end: 16 * 1024 * 1024 + 5 }
      const part = await buffer(storage.read('media/large', across))
      expect(part.equals(bytes.subarray(across.start, across.end + 1))).toBe(true)
    })

    test('an empty stream is an empty file', async () => {
      await storage.putStream('media/empty', Readable.from([]))
      expect((await storage.head('media/empty'))?.size).toBe(0)
    })

    test('a stream that breaks leaves nothing behind, and what was there stays', async () => {
      await storage.put('broken/file', Buffer.from('before'))
      const breaks = async function* () {
        yield randomBytes(17 * 1024 * 1024)
        throw new Error('the line broke')
      }
      await expect(storage.putStream('broken/file', Readable.from(breaks()))).rejects.toThrow('the line broke')
      expect(String(await storage.readAll('broken/file'))).toBe('before')
      expect(await pathsOf(storage, 'broken')).toEqual(['broken/file'])
    })

    test('lists what lies below a path, with sizes', async () => {
      const names = ['list/a/1', 'list/a/b/2', 'list/ab/3', 'list/a b/ü+&%.vtt']
      for (const path of names) await storage.put(path, Buffer.from(path))
      expect(await pathsOf(storage, 'list')).toEqual([...names].sort())
      expect(await pathsOf(storage, 'list/a')).toEqual(['list/a/1', 'list/a/b/2'])
      expect(await pathsOf(storage, 'list/none')).toEqual([])
      expect(await pathsOf(storage)).toContain('list/a/1')
      const [first] = await listFiles(storage, 'list/a b')
      expect(first?.size).toBe(Buffer.byteLength('list/a b/ü+&%.vtt'))
      expect(String(await storage.readAll('list/a b/ü+&%.vtt'))).toBe('list/a b/ü+&%.vtt')
    })

    test('deletes one file or all below a path, and no neighbour', async () => {
      const names = ['del/a/1', 'del/a/b/2', 'del/ab', 'del/c']
      for (const path of names) await storage.put(path, Buffer.from('x'))
      await storage.deleteAll('del/a/')
      expect(await pathsOf(storage, 'del')).toEqual(['del/ab', 'del/c'])
      await storage.deleteAll('del/c')
      await storage.deleteAll('del/c')
      expect(await pathsOf(storage, 'del')).toEqual(['del/ab'])
    })

    for (const path of ['', '/', '..', '../x', 'a/../../x', 'a//b', '/etc/passwd', 'a/./b', 'a\\..\\b', 'a\0b']) {
      test(`refuses the path ${JSON.stringify(path)}`, async () => {
        await expect(storage.deleteAll(path)).rejects.toThrow('inside the storage')
        await expect(storage.put(path, Buffer.from(''))).rejects.toThrow('inside the storage')
      })
    }

    test('a reader that goes away early ends the reading', async () => {
      const stream = storage.read('media/large')
      await new Promise((read) => stream.once('data', read))
      stream.destroy()
      await new Promise((closed) => stream.once('close', closed))
      expect(stream.destroyed).toBe(true)
    })

    test('says that it can be used', async () => {
      await expect(storage.verify()).resolves.toBeUndefined()
    })
  })
}
