import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { listFiles } from '../../testing/list-files.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { freePort } from '../../testing/redis.ts'
import { s3Storage } from './s3-storage.ts'

const settings = await testObjectStore()
const storage = s3Storage(settings)
const signed = settings.credentials ?? { accessKeyId: '', secretAccessKey: '' }

const refused: Record<string, [change: Partial<typeof settings>, says: string]> = {
  'a bucket that is not there': [{ bucket: 'nobodys' }, 'There is no bucket "nobodys" at'],
  'an unknown key': [{ credentials: { ...signed, accessKeyId: 'test:stranger' } }, 'S3_ACCESS_KEY_ID'],
  'a wrong secret': [{ credentials: { ...signed, secretAccessKey: 'guessed' } }, 'S3_SECRET_ACCESS_KEY'],
  'a wrong region': [{ region: 'elsewhere-1' }, 'S3_REGION'],
  'an address where nobody answers': [{ endpoint: `http://127.0.0.1:${await freePort()}` }, 'S3_ENDPOINT'],
  'an address that speaks something else': [{ endpoint: await somethingElse() }, 'S3_ENDPOINT'],
}
for (const [title, [change, says]] of Object.entries(refused)) {
  test(`refuses ${title} in words that name the setting`, async () => {
    const verifying = s3Storage({ ...settings, ...change }).verify()
    await expect(verifying).rejects.toThrow(says)
    await expect(verifying).rejects.toMatchObject({ name: 'StorageRefused' })
  })
}

test('a stranger’s key neither reads nor writes', async () => {
  await storage.put('media/secret', Buffer.from('secret'))
  const stranger = s3Storage({ ...settings, credentials: { ...signed, secretAccessKey: 'guessed' } })
  await expect(stranger.put('media/secret', Buffer.from('mine'))).rejects.toThrow()
  await expect(stranger.readAll('media/secret')).rejects.toThrow()
  await expect(stranger.head('media/secret')).rejects.toThrow()
  await expect(stranger.deleteAll('media/secret')).rejects.toThrow()
  expect(String(await storage.readAll('media/secret'))).toBe('secret')
})

test('keeps to its prefix', async () => {
  const other = s3Storage({ ...settings, prefix: 'others/' })
  await storage.put('media/mine', Buffer.from('mine'))
  await other.put('media/theirs', Buffer.from('theirs'))
  expect((await listFiles(other)).map(({ path }) => path)).toEqual(['media/theirs'])
  await other.deleteAll('media')
  expect(String(await storage.readAll('media/mine'))).toBe('mine')
})

test('goes on where a broken line left off', async () => {
  const bytes = randomBytes(3 * 1024 * 1024)
  await storage.put('media/long', bytes)
  const line = await cutLine(settings.endpoint ?? '', 1024 * 1024)
  const read = await buffer(s3Storage({ ...settings, endpoint: line.url }).read('media/long'))
  expect(read.equals(bytes)).toBe(true)
  expect(line.cuts).toBeGreaterThan(0)
})

test('lists and deletes more than one page of names', async () => {
  // The store gives twenty to a page.
  const names = Array.from({ length: 45 }, (_, i) => `many/${i}`)
  await Promise.all(names.map((name) => storage.put(name, Buffer.from('x'))))
  expect(await listFiles(storage, 'many')).toHaveLength(45)
  await storage.deleteAll('many')
  expect(await listFiles(storage, 'many')).toEqual([])
})

async function somethingElse(): Promise<string> {
  const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n')).listen(0, '127.0.0.1')
  server.unref()
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A line to `endpoint` that breaks after so many bytes of an answer, three times. */
async function cutLine(endpoint: string, afterBytes: number): Promise<{ url: string; readonly cuts: number }> {
  let cuts = 0
  const server = createServer((near) => {
    const far = connect(Number(new URL(endpoint).port), '127.0.0.1')
    let passed = 0
    near.pipe(far)
    far.on('data', (piece: Buffer) => {
      passed += piece.length
      near.write(piece)
      if (passed < afterBytes || cuts === 3) return
      cuts++
      near.destroy()
      far.destroy()
    })
    for (const socket of [near, far]) socket.on('error', () => undefined)
    near.on('close', () => far.destroy())
    far.on('close', () => near.end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get cuts() {
      return cuts
    },
  }
}
