import { unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { diskStorage } from './disk-storage.ts'

async function readHot(storage: ReturnType<typeof diskStorage>, path: string): Promise<Buffer | undefined> {
  const file = await storage.head(path)
  return file && storage.readHot(path, file)
}

test('a small file stays in memory', async () => {
  const folder = temporaryFolder()
  const storage = diskStorage(folder)
  await storage.put('a/one', Buffer.from('first'))
  const file = await storage.head('a/one')
  if (!file) throw new Error('the file is not there')
  await storage.readHot('a/one', file)
  unlinkSync(join(folder, 'a/one'))
  expect(String(await storage.readHot('a/one', file))).toBe('first')
})

test('a replaced file is read anew', async () => {
  const storage = diskStorage(temporaryFolder())
  await storage.put('a/one', Buffer.from('first'))
  await readHot(storage, 'a/one')
  await storage.put('a/one', Buffer.from('the second'))
  expect(String(await readHot(storage, 'a/one'))).toBe('the second')
})

test('a file that could not be read is tried again', async () => {
  const storage = diskStorage(temporaryFolder())
  const file = { size: 5, etag: '"5-1"' }
  await expect(storage.readHot('a/one', file)).rejects.toThrow('ENOENT')
  await storage.put('a/one', Buffer.from('first'))
  expect(String(await storage.readHot('a/one', file))).toBe('first')
})

test('a large file is left to be streamed', async () => {
  const storage = diskStorage(temporaryFolder())
  expect(storage.readHot('a/one', { size: 3 * 1024 * 1024, etag: '"1"' })).toBeUndefined()
})

test('what was not read for longest gives way when memory is full', async () => {
  const folder = temporaryFolder()
  const storage = diskStorage(folder)
  const megabytes = (n: number) => Buffer.alloc(n * 1024 * 1024)
  await storage.put('a/first', megabytes(2))
  const first = await storage.head('a/first')
  if (!first) throw new Error('the file is not there')
  await storage.readHot('a/first', first)
  await storage.put('a/other', megabytes(2))
  const other = await storage.head('a/other')
  if (!other) throw new Error('the file is not there')
  for (let i = 0; i < 32; i++) {
    await storage.put(`a/${i}`, megabytes(2))
    await readHot(storage, `a/${i}`)
    if (i % 8 === 0) await storage.readHot('a/other', other)
  }
  for (const name of ['first', 'other']) unlinkSync(join(folder, 'a', name))
  await expect(storage.readHot('a/first', first)).rejects.toThrow('ENOENT')
  expect((await storage.readHot('a/other', other))?.length).toBe(other.size)
})
