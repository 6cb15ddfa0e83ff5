import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { S3Client, UploadPartCommand } from '@aws-sdk/client-s3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listFiles } from '../../testing/list-files.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { ArrivalGone } from './arrivals.ts'
import { diskStorage } from './disk-storage.ts'
import { s3Storage } from './s3-storage.ts'

const megabyte = 1024 * 1024
const [folder, bucket] = [folderForThisFile(), await testObjectStore()]
let files = 0

// What one process began, another goes on with: each call is made by a storage of its own.
const drivers = { disk: () => diskStorage(folder), s3: () => s3Storage(bucket) }
for (const [name, open] of Object.entries(drivers)) {
  describe(`on ${name}`, { timeout: 120_000 }, () => {
    async function begin(sizeBytes: number) {
      const path = `sources/${++files}`
      return { path, sizeBytes, ticket: await open().arrivals.begin({ path, sizeBytes }) }
    }
    const paths = async () => (await listFiles(open())).map(({ path }) => path)

    test('a file that comes in pieces of any size is whole at its end, and is not seen before', async () => {
      const bytes = randomBytes(17 * megabyte + 321)
      const arrival = await begin(bytes.length)
      expect(await open().arrivals.received(arrival)).toBe(0)
      for (const [start, end] of [
        [0, 5],
        [5, 7 * megabyte],
        [7 * megabyte, 8 * megabyte],
        [8 * megabyte, bytes.length - 5],
        [bytes.length - 5, bytes.length],
      ] as const) {
        expect(await open().arrivals.append(arrival, start, Readable.from([bytes.subarray(start, end)]))).toBe(end)
        expect(await open().arrivals.received(arrival)).toBe(end)
        expect(await open().head(arrival.path)).toBeUndefined()
      }
      await open().arrivals.finish(arrival)
      expect((await open().readAll(arrival.path))?.equals(bytes)).toBe(true)
      expect(await paths()).toEqual([arrival.path])
      await open().arrivals.finish(arrival)
      expect(await open().arrivals.received(arrival)).toBe(bytes.length)
      await open().arrivals.abandon(arrival.path)
      expect(await paths()).toEqual([])
    })

    test('what came before a line broke is kept', async () => {
      const bytes = randomBytes(10 * megabyte)
      const arrival = await begin(bytes.length)
      await expect(open().arrivals.append(arrival, 0, breaking(bytes.subarray(0, 9 * megabyte)))).rejects.toThrow('cut')
      const kept = (await open().arrivals.received(arrival)) ?? 0
      expect(kept).toBeGreaterThan(8 * megabyte)
      await open().arrivals.append(arrival, kept, Readable.from([bytes.subarray(kept)]))
      await open().arrivals.finish(arrival)
      expect((await open().readAll(arrival.path))?.equals(bytes)).toBe(true)
      await open().arrivals.abandon(arrival.path)
    })

    test('two who send the same at once spoil nothing', async () => {
      const bytes = randomBytes(9 * megabyte)
      const arrival = await begin(bytes.length)
      const append = () => open().arrivals.append(arrival, 0, Readable.from([bytes]))
      const sent = await Promise.allSettled([append(), append()])
      expect(sent.map(({ status }) => status)).toContain('fulfilled')
      await Promise.all([1, 2].map(() => open().arrivals.finish(arrival)))
      expect((await open().readAll(arrival.path))?.equals(bytes)).toBe(true)
      await open().arrivals.abandon(arrival.path)
    })

    test('what was taken back leaves nothing behind, and cannot be gone on with', async () => {
      const arrival = await begin(10 * megabyte)
      await open().arrivals.append(arrival, 0, Readable.from([randomBytes(9 * megabyte)]))
      await open().arrivals.abandon(arrival.path)
      expect(await paths()).toEqual([])
      expect(await open().arrivals.received(arrival)).toBeUndefined()
      const more = open().arrivals.append(arrival, 9 * megabyte, Readable.from([randomBytes(10)]))
      await expect(more).rejects.toBeInstanceOf(ArrivalGone)
      await expect(open().arrivals.finish(arrival)).rejects.toBeInstanceOf(ArrivalGone)
      await open().arrivals.abandon(arrival.path)
    })
  })
}

test('on s3 a part that is missing between two others is sent again', { timeout: 120_000 }, async () => {
  const bytes = randomBytes(17 * megabyte)
  const arrival = { path: 'sources/gap', sizeBytes: bytes.length }
  const ticket = await drivers.s3().arrivals.begin(arrival)
  const { endpoint = '', region, credentials = { accessKeyId: '', secretAccessKey: '' } } = bucket
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
  onTestFinished(() => client.destroy())
  const [, UploadId] = ticket.split(' ')
  const Key = `${bucket.prefix}${arrival.path}`
  for (const [PartNumber, start] of [
    [1, 0],
    [3, 16 * megabyte],
  ] as const) {
    const Body = start === 0 ? bytes.subarray(0, 8 * megabyte) : Buffer.alloc(8 * megabyte)
    await client.send(new UploadPartCommand({ Bucket: bucket.bucket, Key, UploadId, PartNumber, Body }))
  }
  expect(await drivers.s3().arrivals.received({ ...arrival, ticket })).toBe(8 * megabyte)
  await drivers
    .s3()
    .arrivals.append({ ...arrival, ticket }, 8 * megabyte, Readable.from([bytes.subarray(8 * megabyte)]))
  await drivers.s3().arrivals.finish({ ...arrival, ticket })
  expect((await drivers.s3().readAll(arrival.path))?.equals(bytes)).toBe(true)
})

function breaking(bytes: Buffer): Readable {
  return Readable.from(
    (async function* () {
      for (let at = 0; at < bytes.length; at += megabyte) yield bytes.subarray(at, at + megabyte)
      throw new Error('cut')
    })(),
  )
}
