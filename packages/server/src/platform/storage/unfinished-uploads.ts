import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { ListedFile } from './storage.ts'

const shape = /^(.+)\.([^./]+)\.multipart\.draft$/

/** Multipart uploads that nobody finished, under names like those that half-written files have on a disk. */
export function unfinishedUploads({
  client,
  bucket: Bucket,
  prefix,
}: {
  client: S3Client
  bucket: string
  prefix: string
}) {
  async function* list(Prefix: string): AsyncGenerator<ListedFile> {
    let from: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {}
    while (from) {
      const page: ListMultipartUploadsCommandOutput = await client.send(
        new ListMultipartUploadsCommand({ Bucket, Prefix, ...from }),
      )
      for (const { Key = '', UploadId = '', Initiated = new Date(0) } of page.Uploads ?? []) {
        const size = await sizeOf(Key, UploadId)
        // It may have been finished since.
        if (size === undefined) continue
        const ticket = Buffer.from(UploadId).toString('base64url')
        yield { path: `${Key.slice(prefix.length)}.${ticket}.multipart.draft`, size, modifiedAt: Initiated }
      }
      const { IsTruncated, NextKeyMarker = '', NextUploadIdMarker = '' } = page
      from = IsTruncated ? { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker } : undefined
    }
  }

  async function sizeOf(Key: string, UploadId: string): Promise<number | undefined> {
    let size = 0
    let PartNumberMarker: string | undefined
    do {
      const page = await client.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker })).catch(gone)
      if (!page) return undefined
      for (const { Size = 0 } of page.Parts ?? []) size += Size
      PartNumberMarker = page.IsTruncated ? page.NextPartNumberMarker : undefined
    } while (PartNumberMarker !== undefined)
    return size
  }

  /** Ends the upload that was listed under this path; false where the path is no such upload's. */
  async function abandon(path: string): Promise<boolean> {
    const [, file, ticket] = shape.exec(path) ?? []
    if (file === undefined || ticket === undefined) return false
    const upload = { Bucket, Key: prefix + file, UploadId: Buffer.from(ticket, 'base64url').toString() }
    await client.send(new AbortMultipartUploadCommand(upload)).catch(gone)
    return true
  }

  return { list, abandon }
}

function gone(error: unknown): undefined {
  if (error instanceof Error && error.name === 'NoSuchUpload') return undefined
  throw error
}
