import type { S3Client } from '@aws-sdk/client-s3'

/** One bucket of an object store, and the key there of each path of ours. */
export interface Bucket {
  client: S3Client
  bucket: string
  keyOf: (path: string) => string
}
