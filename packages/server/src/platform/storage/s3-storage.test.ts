import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { CreateMultipartUploadCommand, ListPartsCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { freePort } from '../../testing/free-port.ts'
import { lineTo } from '../../testing/line.ts'
import { listFiles } from '../../testing/list-files.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { s3Storage } from './s3-storage.ts'
import type { Wanted } from './storage.ts'

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
  const line = await lineTo(settings.endpoint)
  line.cut({ afterBytes: 1024 * 1024, times: 3 })
  const read = await buffer(s3Storage({ ...settings, endpoint: line.url }).read('media/long'))
  expect(read.equals(bytes)).toBe(true)
  expect(line.cuts).toBeGreaterThan(0)
})

/** A storage whose requests are counted. */
async function counted() {
  const line = await lineTo(settings.endpoint)
  const storage = s3Storage({ ...settings, endpoint: line.url })
  const readOpened = async (path: string, wanted?: Wanted) => {
    const opened = await storage.open(path, wanted)
    if (opened.state !== 'open') return opened.state
    return (Buffer.isBuffer(opened.bytes) ? opened.bytes : await buffer(opened.bytes)).length
  }
  return { line, storage, readOpened }
}

test('a reader costs the store one request', async () => {
  const { line, readOpened } = await counted()
  const sizes = { small: 200, large: 3 * 1024 * 1024 }
  for (const [title, size] of Object.entries(sizes)) {
    await storage.put(`once/${title}`, Buffer.alloc(size))
    const etag = (await storage.head(`once/${title}`))?.etag ?? ''
    const asked: [Wanted, unknown][] = [
      [{ range: { from: 2, to: 4 } }, 3],
      [{ range: { from: 2, to: 4 }, ifRange: etag }, 3],
      [{ unless: [etag] }, 'unchanged'],
      [{ unless: ['"other"'] }, size],
      [{}, size],
      [{ range: { final: 4 }, unless: [etag] }, 'unchanged'],
    ]
    for (const [wanted, comes] of asked) {
      line.asked.length = 0
      expect([title, wanted, await readOpened(`once/${title}`, wanted)]).toEqual([title, wanted, comes])
      expect([wanted, line.asked.map((each) => each.split(' ')[0])]).toEqual([wanted, ['GET']])
    }
  }
})

test('what may change is asked about and not sent again; what never changes is not even asked about', async () => {
  const { line, readOpened } = await counted()
  const bytes = Buffer.alloc(512 * 1024)
  await storage.put('hot/playlist', bytes)
  await storage.put('hot/segment', bytes)
  await readOpened('hot/playlist')
  await readOpened('hot/segment', { neverChanges: true })
  line.asked.length = line.answeredBytes = 0
  expect(await readOpened('hot/playlist')).toBe(bytes.length)
  expect(await readOpened('hot/playlist', { range: { from: 0, to: 9 } })).toBe(10)
  expect(line.asked).toHaveLength(2)
  expect(line.answeredBytes).toBeLessThan(5000)
  line.asked.length = 0
  expect(await readOpened('hot/segment', { neverChanges: true })).toBe(bytes.length)
  expect(await readOpened('hot/segment', { neverChanges: true, range: { from: 0, to: 9 } })).toBe(10)
  expect(line.asked).toEqual([])
})

test('many who want one segment at once have it fetched once', async () => {
  const { line, readOpened } = await counted()
  await storage.put('hot/new', Buffer.alloc(100_000))
  const all = await Promise.all(Array.from({ length: 50 }, () => readOpened('hot/new', { neverChanges: true })))
  expect(new Set(all)).toEqual(new Set([100_000]))
  expect(line.asked).toHaveLength(1)
})

test('a store that is away refuses readers of what is not in memory, and serves again once it is back', async () => {
  const { line, readOpened } = await counted()
  await storage.put('away/hot', Buffer.alloc(1000))
  await storage.put('away/cold', Buffer.alloc(1000))
  await readOpened('away/hot', { neverChanges: true })
  line.breakOff()
  await expect(readOpened('away/cold', { neverChanges: true })).rejects.toThrow()
  expect(await readOpened('away/hot', { neverChanges: true })).toBe(1000)
  line.mend()
  expect(await readOpened('away/cold', { neverChanges: true })).toBe(1000)
})

test('a store that goes away in mid-body breaks the stream off', async () => {
  const { line, storage: behind } = await counted()
  await storage.put('away/large', randomBytes(8 * 1024 * 1024))
  line.cut({ afterBytes: 1024 * 1024, times: Number.POSITIVE_INFINITY })
  const opened = await behind.open('away/large')
  if (opened.state !== 'open' || Buffer.isBuffer(opened.bytes)) throw new Error('it was to be a stream')
  await expect(buffer(opened.bytes)).rejects.toThrow()
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

test('lists a multipart upload that nobody finished, and ends it when told to', async () => {
  const { endpoint = '', region } = settings
  const client = new S3Client({ endpoint, region, credentials: signed, forcePathStyle: true })
  const upload = { Bucket: settings.bucket, Key: `${settings.prefix}media/half/large file.mp4` }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload))
  await client.send(new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: Buffer.alloc(1000) }))
  await storage.put('media/half/whole', Buffer.from('whole'))
  const listed = await listFiles(storage, 'media/half')
  expect(listed.map(({ size }) => size)).toEqual([5, 1000])
  const half = listed[1]?.path ?? ''
  expect(half).toMatch(/^media\/half\/large file\.mp4\.[\w-]+\.multipart\.draft$/)
  expect(Math.abs(Date.now() - Number(listed[1]?.modifiedAt))).toBeLessThan(3600_000)
  await storage.deleteAll(half)
  await storage.deleteAll(half)
  expect((await listFiles(storage, 'media/half')).map(({ path }) => path)).toEqual(['media/half/whole'])
  await expect(client.send(new ListPartsCommand({ ...upload, UploadId }))).rejects.toThrow()
})

test('a stream that breaks leaves no unfinished upload', async () => {
  const breaks = async function* () {
    yield randomBytes(33 * 1024 * 1024)
    throw new Error('the line broke')
  }
  await expect(storage.putStream('broken/large', Readable.from(breaks()))).rejects.toThrow('the line broke')
  expect(await listFiles(storage, 'broken')).toEqual([])
})
