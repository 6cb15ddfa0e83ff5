import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { BufferPool } from './buffer-pool.ts'
import { diskStorage } from './disk-storage.ts'

test('a buffer that came back is lent again', () => {
  const pool = new BufferPool(10)
  const first = pool.lend()
  if (!first) throw new Error('there is nothing to lend')
  expect(pool.lend()).not.toBe(first)
  pool.takeBack(first)
  expect(pool.lend()).toBe(first)
})

test('lends no more than memory should bear', () => {
  const pool = new BufferPool(10)
  const lent = Array.from({ length: 100 }, () => pool.lend()).filter((buffer) => buffer !== undefined)
  expect(lent).toHaveLength(64)
  for (const buffer of lent) pool.takeBack(buffer)
  expect(pool.lend()).toBeDefined()
})

test('bytes that are being sent stay what they are until they are released', async () => {
  const storage = diskStorage(temporaryFolder())
  const names = Array.from({ length: 200 }, (_, i) => `file ${i}`)
  for (const name of names) await storage.put(name, Buffer.from(name))
  const opened = await Promise.all(names.map(async (name) => [name, await storage.open(name)] as const))
  let streamed = 0
  for (const [name, file] of opened) {
    if (file.state !== 'open') throw new Error(`${name} is ${file.state}`)
    if (!Buffer.isBuffer(file.bytes)) streamed++
    const pieces = Buffer.isBuffer(file.bytes) ? [file.bytes] : await file.bytes.toArray()
    expect(String(Buffer.concat(pieces))).toBe(name)
  }
  expect(streamed).toBe(names.length - 64)
  for (const [, file] of opened) if (file.state === 'open') file.release?.()
  const again = await storage.open('file 0')
  expect(again).toMatchObject({ state: 'open', bytes: Buffer.from('file 0') })
})
