import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { listFiles } from '../../testing/list-files.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { diskStorage } from './disk-storage.ts'
import { s3Storage } from './s3-storage.ts'
import type { Storage, Wanted } from './storage.ts'

const folder = folderForThisFile()

const drivers = { disk: diskStorage(folder), s3: s3Storage(await testObjectStore()) }
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function pathsOf(storage: Storage, prefix?: string): Promise<string[]> {
  const found = await listFiles(storage, prefix)
  return found.map(({ path }) => path).sort()
}

/** The text of a file as a reader gets it; what became of it where they get none. */
async function readOpened(storage: Storage, path: string, wanted?: Wanted): Promise<string> {
  const opened = await storage.open(path, wanted)
  if (opened.state !== 'open') return opened.state
  return String(Buffer.isBuffer(opened.bytes) ? opened.bytes : await buffer(opened.bytes))
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
      expect(await readOpened(storage, 'media/e')).toBe('another')
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

    test('opens a file as its reader asks for it', async () => {
      // One that is kept in memory, one too large for it.
      const sizes = { small: 20, large: 3 * 1024 * 1024 }
      for (const [title, size] of Object.entries(sizes)) {
        const path = `opened/${title}`
        const bytes = randomBytes(size)
        await storage.put(path, bytes)
        const etag = (await storage.head(path))?.etag ?? ''
        const table: [Wanted, start: number, end: number][] = [
          [{ range: { from: 2, to: 4 } }, 2, 4],
          [{ range: { from: 5 } }, 5, size - 1],
          [{ range: { final: 3 } }, size - 3, size - 1],
          [{ range: { final: size * 2 } }, 0, size - 1],
          [{ range: { from: 3, to: size * 9 } }, 3, size - 1],
          [{ range: { from: 2, to: 4 }, ifRange: etag }, 2, 4],
          [{ range: { from: 2, to: 4 }, unless: ['"other"'] }, 2, 4],
          [{ range: { from: 2, to: 4 }, ifRange: '"other"' }, 0, size - 1],
          [{ unless: ['"other"'] }, 0, size - 1],
          [{}, 0, size - 1],
          [{ range: { from: 2, to: 4 } }, 2, 4],
          [{ range: { from: 2, to: 4 }, neverChanges: true }, 2, 4],
        ]
        for (const [wanted, start, end] of table) {
          const opened = await storage.open(path, wanted)
          if (opened.state !== 'open') throw new Error(`${JSON.stringify(wanted)}: ${opened.state}`)
          const isPart = wanted.range !== undefined && wanted.ifRange !== '"other"'
          expect([wanted, opened.file, opened.span]).toEqual([
            wanted,
            { size, etag },
            isPart ? { start, end } : undefined,
          ])
          const got = Buffer.isBuffer(opened.bytes) ? opened.bytes : await buffer(opened.bytes)
          expect([wanted, got.equals(bytes.subarray(start, end + 1))]).toEqual([wanted, true])
        }
        for (const unless of [[etag], ['*'], ['"other"', etag]]) {
          expect([unless, await storage.open(path, { unless })]).toEqual([unless, { state: 'unchanged', etag }])
        }
        for (const range of [{ from: size }, { from: 5, to: 2 }, { final: 0 }, { from: 1e14 }]) {
          expect([range, await storage.open(path, { range })]).toEqual([range, { state: 'out of range', size }])
        }
      }
    })

    test('opens what is not there, or empty, as such', async () => {
      await storage.put('opened/empty', Buffer.alloc(0))
      expect(await readOpened(storage, 'opened/empty')).toBe('')
      expect(await readOpened(storage, 'opened/empty', { range: { from: 0 } })).toBe('out of range')
      for (const range of [undefined, { from: 0 }, { final: 0 }]) {
        expect(await readOpened(storage, 'opened/none', { range })).toBe('absent')
      }
      expect(await readOpened(storage, 'opened')).toBe('absent')
    })

    test('what was replaced or removed is opened as it is now', async () => {
      await storage.put('opened/changing', Buffer.from('one'))
      expect(await readOpened(storage, 'opened/changing')).toBe('one')
      await storage.put('opened/changing', Buffer.from('another'))
      expect(await readOpened(storage, 'opened/changing')).toBe('another')
      await storage.deleteAll('opened/changing')
      expect(await readOpened(storage, 'opened/changing')).toBe('absent')
      expect(await readOpened(storage, 'opened/changing', { range: { from: 0 } })).toBe('absent')
    })

    test('a slow reader never gets one file’s beginning and another’s end', async () => {
      const [first, second] = [Buffer.alloc(4 * 1024 * 1024, 1), Buffer.alloc(4 * 1024 * 1024, 2)]
      const changes = {
        replaced: () => storage.put('opened/slow', second),
        removed: () => storage.deleteAll('opened/slow'),
      }
      for (const [title, change] of Object.entries(changes)) {
        await storage.put('opened/slow', first)
        const opened = await storage.open('opened/slow')
        if (opened.state !== 'open' || Buffer.isBuffer(opened.bytes)) throw new Error('it was to be a stream')
        await change()
        // All of what was there, or a line that breaks.
        const got = await buffer(opened.bytes).catch(() => undefined)
        expect([title, got === undefined || got.equals(first)]).toEqual([title, true])
      }
    })

    test('says that it can be used', async () => {
      await expect(storage.verify()).resolves.toBeUndefined()
    })
  })
}
