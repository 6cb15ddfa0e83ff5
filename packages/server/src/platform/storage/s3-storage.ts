import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { objectReader } from './object-reader.ts'
import { explain, isAbsent } from './object-store-failure.ts'
import { s3Arrivals } from './s3-arrivals.ts'
import type { ListedFile, Storage } from './storage.ts'
import { storagePath } from './storage-path.ts'
import { unfinishedUploads } from './unfinished-uploads.ts'

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
const maxDeletes = 1000

/** Objects in one bucket. */
export function s3Storage(settings: ObjectStoreSettings): Storage {
  const { bucket: Bucket, prefix } = settings
  const client = connect(settings)
  const keyOf = (path: string) => prefix + storagePath(path)
  const below = (path: string | undefined) => (path === undefined ? prefix : `${keyOf(path)}/`)
  const unfinished = unfinishedUploads({ client, bucket: Bucket, prefix })
  const reader = objectReader({ client, bucket: Bucket, keyOf })

  async function* listObjects(path?: string): AsyncGenerator<ListedFile> {
    const Prefix = below(path)
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
    head: reader.head,
    open: reader.open,
    read: reader.read,
    async readAll(path) {
      try {
        return await buffer(reader.read(path))
      } catch (error) {
        if (isAbsent(error)) return undefined
        throw error
      }
    },
    fileOf: () => undefined,
    async *list(path) {
      yield* listObjects(path)
      yield* unfinished.list(below(path))
    },
    async deleteAll(path) {
      if (await unfinished.abandon(storagePath(path))) return
      const keys = [keyOf(path)]
      for await (const file of listObjects(path)) {
        keys.push(prefix + file.path)
        if (keys.length === maxDeletes) await deleteKeys(keys.splice(0))
      }
      if (keys.length > 0) await deleteKeys(keys)
    },
    arrivals: s3Arrivals({ client, bucket: Bucket, keyOf }),
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
