import { createHash } from 'node:crypto'
import { PassThrough, pipeline, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { HotFiles } from './hot-files.ts'
import { explain, isAbsent } from './object-store-failure.ts'
import type { ListedFile, Storage } from './storage.ts'
import { storagePath } from './storage-path.ts'

export interface ObjectStoreSettings {
  bucket: string
  region: string
  /** Where the store is, if not at Amazon. */
  endpoint: string | undefined
  /** Undefined where the machine has a role. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined
  /** What every key begins with: empty, or ending in a slash. */
  prefix: string
  /** Whether the bucket stands in the path instead of the host name. */
  isPathStyle: boolean
}

// Parts of this size reach 160 GB within the 10,000 parts that a store allows, and three are in memory at once.
const partBytes = 16 * 1024 * 1024
const partsAtOnce = 3
const maxReads = 4
const maxDeletes = 1000

/** Objects in one bucket. */
export function s3Storage(settings: ObjectStoreSettings): Storage {
  const { bucket: Bucket, prefix } = settings
  const client = connect(settings)
  const keyOf = (path: string) => prefix + storagePath(path)
  const hot = new HotFiles((path) => buffer(read(path)))

  async function* pieces(path: string, range: { start: number; end: number } | undefined, signal: AbortSignal) {
    let at = range?.start ?? 0
    let etag: string | undefined
    for (let attempt = 1; ; attempt++) {
      const isWhole = !range && at === 0
      const Range = isWhole ? undefined : `bytes=${at}-${range?.end ?? ''}`
      const found = await client.send(new GetObjectCommand({ Bucket, Key: keyOf(path), Range, IfMatch: etag }), {
        abortSignal: signal,
      })
      etag ??= found.ETag
      try {
        for await (const piece of found.Body as Readable) {
          at += piece.length
          yield piece as Buffer
        }
        return
      } catch (error) {
        // The line broke: what is left is asked for anew, unless the file has changed meanwhile.
        if (signal.aborted || attempt === maxReads || etag === undefined) throw error
        if (range && at > range.end) return
      }
    }
  }

  function read(path: string, range?: { start: number; end: number }): Readable {
    const out = new PassThrough()
    const gone = new AbortController()
    out.once('close', () => gone.abort())
    pipeline(Readable.from(pieces(path, range, gone.signal), { objectMode: false }), out, () => {
      // Whoever reads sees the failure on what they read.
    })
    return out
  }

  async function* list(path?: string): AsyncGenerator<ListedFile> {
    const Prefix = path === undefined ? prefix : `${keyOf(path)}/`
    let ContinuationToken: string | undefined
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }))
      for (const { Key = '', Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        yield { path: Key.slice(prefix.length), size: Size, modifiedAt: LastModified }
      }
      ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined
    } while (ContinuationToken !== undefined)
  }

  async function deleteKeys(keys: string[]): Promise<void> {
    const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true }
    const command = new DeleteObjectsCommand({ Bucket, Delete })
    // Stores other than Amazon's ask for this older checksum here, and Amazon's accepts it.
    command.middlewareStack.add(
      (next) => async (args) => {
        const request = args.request as { body?: unknown; headers: Record<string, string> }
        request.headers['content-md5'] = createHash('md5').update(String(request.body)).digest('base64')
        return next(args)
      },
      { step: 'build', name: 'content-md5' },
    )
    const { Errors = [] } = await client.send(command)
    const refused = Errors.filter(({ Code }) => Code !== 'NoSuchKey')
    if (refused.length > 0) throw new Error(`${refused.length} objects could not be deleted: ${refused[0]?.Code}`)
  }

  return {
    async put(path, bytes) {
      await client.send(new PutObjectCommand({ Bucket, Key: keyOf(path), Body: bytes, ContentLength: bytes.length }))
    },
    async putStream(path, bytes) {
      const params = { Bucket, Key: keyOf(path), Body: bytes }
      await new Upload({ client, params, partSize: partBytes, queueSize: partsAtOnce }).done()
    },
    async head(path) {
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(path) }))
        return { size: found.ContentLength ?? 0, etag: found.ETag ?? '' }
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
    },
    read,
    readHot: (path, file) => hot.read(path, file),
    async readAll(path) {
      try {
        return await buffer(read(path))
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
    },
    list,
    async deleteAll(path) {
      const keys = [keyOf(path)]
      for await (const file of list(path)) {
        keys.push(prefix + file.path)
        if (keys.length === maxDeletes) await deleteKeys(keys.splice(0))
      }
      if (keys.length > 0) await deleteKeys(keys)
    },
    async verify() {
      try {
        await client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix, MaxKeys: 1 }))
      } catch (error) {
        throw explain(error, settings)
      }
    },
  }
}

function connect({ region, endpoint, credentials, isPathStyle }: ObjectStoreSettings): S3Client {
  return new S3Client({
    region,
    forcePathStyle: isPathStyle,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials ? { credentials } : {}),
    // Newer checksums arrive as part of the bytes on stores that do not know them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
      socketTimeout: 30_000,
      httpAgent: { keepAlive: true, maxSockets: 200 },
      httpsAgent: { keepAlive: true, maxSockets: 200 },
    },
  })
}
