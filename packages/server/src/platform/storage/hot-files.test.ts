import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { diskStorage } from './disk-storage.ts'
import { HotFiles } from './hot-files.ts'

const megabytes = (n: number) => Buffer.alloc(n * 1024 * 1024)
const file = (bytes: Buffer) => ({ size: bytes.length, etag: `"${bytes.length}"`, bytes })

test('a small file that is asked for again stays in memory', async () => {
  const storage = diskStorage(temporaryFolder())
  await storage.put('a/one', Buffer.from('first'))
  const opened = [await storage.open('a/one'), await storage.open('a/one'), await storage.open('a/one')]
  const [first, second, third] = opened.map((each) => (each.state === 'open' ? each.bytes : undefined))
  expect([first, third]).toEqual([Buffer.from('first'), Buffer.from('first')])
  expect(third).toBe(second)
  expect(second).not.toBe(first)
})

test('memory does not outlive the file', async () => {
  const folder = temporaryFolder()
  const storage = diskStorage(folder)
  await storage.put('a/one', Buffer.from('first'))
  for (let i = 0; i < 2; i++) await storage.open('a/one')
  unlinkSync(join(folder, 'a/one'))
  expect((await storage.open('a/one')).state).toBe('absent')
})

test('a large file is left to be streamed', () => {
  expect(HotFiles.mayKeep({ size: 3 * 1024 * 1024, etag: '"1"' })).toBe(false)
  expect(HotFiles.mayKeep({ size: 1024 * 1024, etag: '"1"' })).toBe(true)
})

test('what was not read for longest gives way when memory is full', () => {
  const hot = new HotFiles()
  hot.keep('first', file(megabytes(2)))
  hot.keep('other', file(megabytes(2)))
  for (let i = 0; i < 32; i++) {
    hot.keep(`${i}`, file(megabytes(2)))
    if (i % 8 === 0) hot.find('other')
  }
  expect(hot.find('first')).toBeUndefined()
  expect(hot.find('other')?.size).toBe(megabytes(2).length)
})

test('what is wanted seldom drives nothing out of memory', () => {
  const hot = new HotFiles()
  const film = Array.from({ length: 100 }, (_, i) => [`${i}`, { size: 1024 * 1024, etag: '"1"' }] as const)
  const twice = [...film, ...film].map(([path, each]) => hot.isAskedForAgain(path, each))
  expect(twice.filter((again) => again)).toEqual([])
  const minute = film.slice(0, 10)
  expect([...minute, ...minute].filter(([path, each]) => hot.isAskedForAgain(path, each))).toEqual(minute)
})

test('a file that is kept again takes its room once', () => {
  const hot = new HotFiles()
  for (let i = 0; i < 100; i++) hot.keep('one', file(megabytes(2)))
  hot.keep('other', file(megabytes(2)))
  expect([hot.find('one')?.size, hot.find('other')?.size]).toEqual([megabytes(2).length, megabytes(2).length])
})

test('readers of one path wait for the first of them, and fail with it', async () => {
  const hot = new HotFiles()
  const begun: string[] = []
  const { promise: store, reject } = Promise.withResolvers<string>()
  const reader = (name: string, found: Promise<string>) => () => {
    begun.push(name)
    return found
  }
  const first = hot.load('path', reader('first', store))
  const second = hot.load('path', reader('second', Promise.resolve('read')))
  expect(await hot.load('elsewhere', async () => [...begun])).toEqual(['first'])
  reject(new Error('the store is away'))
  await expect(first).rejects.toThrow('away')
  await expect(second).rejects.toThrow('away')
  expect(await hot.load('path', reader('third', Promise.resolve('read')))).toBe('read')
  expect(begun).toEqual(['first', 'third'])
})
