import { S3ServiceException } from '@aws-sdk/client-s3'
import { StorageRefused } from './storage.ts'

interface Place {
  bucket: string
  endpoint: string | undefined
}

/** Whether this says that there is no such object, as opposed to no such bucket. */
export function isAbsent(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NotFound' || error.name === 'NoSuchKey')
}

/** The HTTP status that the object store answered with; undefined where it did not answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
}

/** Why the object store cannot be used, and which setting to look at. */
export function explain(error: unknown, { bucket, endpoint }: Place): StorageRefused {
  const where = endpoint ?? 'the object store'
  const says = (text: string) => new StorageRefused(text, { cause: error })
  const name = error instanceof Error ? error.name : ''
  switch (name) {
    case 'NoSuchBucket':
      return says(`There is no bucket "${bucket}" at ${where}. Make it, or set S3_BUCKET to one that is there.`)
    case 'InvalidAccessKeyId':
      return says(`${where} does not know this access key. Look at S3_ACCESS_KEY_ID.`)
    case 'SignatureDoesNotMatch':
      return says(
        `${where} does not accept the signature. Look at S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_REGION.`,
      )
    case 'AccessDenied':
      return says(
        `${where} denies access to the bucket "${bucket}". The key must be allowed to list, read, write and delete.`,
      )
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
      return says(`The bucket "${bucket}" is in another region. Look at S3_REGION.`)
    case 'RequestTimeTooSkewed':
      return says(`The clocks of this machine and of ${where} differ too much. Set this machine's clock.`)
    case 'CredentialsProviderError':
      return says('There is no access key. Set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or give the machine a role.')
  }
  const status = statusOf(error) === undefined ? '' : `HTTP ${statusOf(error)}, `
  const reason = error instanceof Error ? error.message || codeOf(error) || name : String(error)
  return says(`${where} cannot be used (${status}${reason}). Look at S3_ENDPOINT, and whether it can be reached.`)
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
