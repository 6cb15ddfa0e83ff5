import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type Part,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { type Arrival, ArrivalElsewhere, ArrivalGone, type Arrivals, draftOf } from './arrivals.ts'
import type { Bucket } from './bucket.ts'
import { isAbsent } from './object-store-failure.ts'
import { PieceBuffer } from './piece-buffer.ts'

// Some stores take no more parts than this, and all of them are listed in one answer.
const mostParts = 1000
const megabyte = 1024 * 1024
// A store takes 5 MiB; what a node that dies holds in memory is sent again.
const smallestPartBytes = 8 * megabyte

interface Kept {
  parts: Part[]
  /** What follows the parts and is too small to be one. */
  tailBytes: number
  bytes: number
  isWhole: boolean
}

/**
 * Files that come as the parts of a multipart upload. Parts are sent one after another and have all but the last the
 * same size, so that a part's place follows from its number and none can be missing between two others.
 */
export function s3Arrivals({ client, bucket: Bucket, keyOf }: Bucket): Arrivals {
  const target = ({ path, ticket }: Arrival) => ({ Bucket, Key: keyOf(path), UploadId: readTicket(ticket)?.uploadId })
  const tail = (path: string) => ({ Bucket, Key: keyOf(draftOf(path)) })

  async function look(arrival: Arrival): Promise<Kept | undefined> {
    const { partBytes } = readTicket(arrival.ticket) ?? {}
    if (partBytes === undefined) return undefined
    const listed = await client.send(new ListPartsCommand(target(arrival))).catch(absent)
    if (!listed) return findWhole(arrival)
    const parts: Part[] = []
    let bytes = 0
    for (const part of listed.Parts ?? []) {
      const isLast = bytes + (part.Size ?? 0) === arrival.sizeBytes
      if (part.PartNumber !== parts.length + 1 || (part.Size !== partBytes && !isLast)) break
      parts.push(part)
      bytes += part.Size ?? 0
    }
    const tailBytes = bytes < arrival.sizeBytes ? await findTail(arrival.path, bytes) : 0
    return { parts, tailBytes, bytes: bytes + tailBytes, isWhole: false }
  }

  async function findWhole({ path, sizeBytes }: Arrival): Promise<Kept | undefined> {
    const found = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(path) })).catch(absent)
    return found?.ContentLength === sizeBytes ? { parts: [], tailBytes: 0, bytes: sizeBytes, isWhole: true } : undefined
  }

  /** One that was left before the last parts came is worth nothing. */
  async function findTail(path: string, from: number): Promise<number> {
    const found = await client.send(new HeadObjectCommand(tail(path))).catch(absent)
    return found?.Metadata?.['from'] === String(from) ? (found.ContentLength ?? 0) : 0
  }

  async function readTail(path: string): Promise<Buffer> {
    const { Body } = await client.send(new GetObjectCommand(tail(path)))
    return await buffer(Body as Readable)
  }

  async function keepTail(path: string, { from, bytes }: { from: number; bytes: Buffer }): Promise<void> {
    await client.send(new PutObjectCommand({ ...tail(path), Body: bytes, Metadata: { from: String(from) } }))
  }

  async function append(arrival: Arrival, offset: number, bytes: Readable): Promise<number> {
    const { partBytes = 0 } = readTicket(arrival.ticket) ?? {}
    const known = await look(arrival)
    if (known?.bytes === arrival.sizeBytes) return offset
    if (known?.bytes !== offset) throw known ? new ArrivalElsewhere() : new ArrivalGone('the file is not on its way')
    let from = offset - known.tailBytes
    const pieces = new PieceBuffer(Math.min(partBytes, arrival.sizeBytes - from))
    let sending = Promise.resolve()
    const send = async (Body: Buffer) => {
      await sending
      const PartNumber = from / partBytes + 1
      from += Body.length
      sending = client.send(new UploadPartCommand({ ...target(arrival), PartNumber, Body })).then(() => undefined)
      // Awaited with the next part; until then nobody listens.
      sending.catch(() => undefined)
    }
    const take = async (piece: Buffer) => {
      for (const part of pieces.add(piece)) await send(part)
    }
    try {
      if (known.tailBytes > 0) await take(await readTail(arrival.path))
      for await (const piece of bytes) await take(piece as Buffer)
    } finally {
      const rest = pieces.rest()
      const at = from + rest.length
      const isEnd = at === arrival.sizeBytes
      if (isEnd && rest.length > 0) await send(rest)
      await sending
      if (!isEnd && rest.length > 0 && at > offset) await keepTail(arrival.path, { from, bytes: rest })
    }
    return Math.min(from + pieces.rest().length, arrival.sizeBytes)
  }

  return {
    async begin({ path, sizeBytes }) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: keyOf(path) }))
      const partBytes = Math.max(smallestPartBytes, Math.ceil(sizeBytes / mostParts / megabyte) * megabyte)
      return `${partBytes} ${UploadId}`
    },
    received: async (arrival) => (await look(arrival))?.bytes,
    append: (arrival, offset, bytes) => append(arrival, offset, bytes).catch(gone),
    async finish(arrival) {
      const known = await look(arrival)
      if (known?.bytes !== arrival.sizeBytes) throw new ArrivalGone('the file is not whole')
      if (!known.isWhole) {
        const Parts = known.parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }))
        const command = new CompleteMultipartUploadCommand({ ...target(arrival), MultipartUpload: { Parts } })
        // Somebody else may have done it in between, or we ourselves without hearing of it.
        const done = await client.send(command).catch(absent)
        if (!done && !(await findWhole(arrival))) throw new ArrivalGone('the file is not whole')
      }
      await client.send(new DeleteObjectCommand(tail(arrival.path)))
    },
    async abandon(path) {
      const Key = keyOf(path)
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }))
      for (const { UploadId } of Uploads.filter((upload) => upload.Key === Key)) {
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })).catch(absent)
      }
      await client.send(new DeleteObjectCommand({ Bucket, Key })).catch(absent)
      await client.send(new DeleteObjectCommand(tail(path))).catch(absent)
    },
    room: async () => undefined,
  }
}

function readTicket(ticket: string): { partBytes: number; uploadId: string } | undefined {
  const [, partBytes, uploadId] = /^(\d+) (\S+)$/.exec(ticket) ?? []
  return partBytes === undefined || uploadId === undefined ? undefined : { partBytes: Number(partBytes), uploadId }
}

function isNoUpload(error: unknown): boolean {
  return error instanceof S3ServiceException && error.name === 'NoSuchUpload'
}

function absent(error: unknown): undefined {
  if (isAbsent(error) || isNoUpload(error)) return undefined
  throw error
}

function gone(error: unknown): never {
  if (isNoUpload(error)) throw new ArrivalGone('the file is not on its way', { cause: error })
  throw error
}
