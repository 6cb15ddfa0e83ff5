import type { Static, TSchema } from 'typebox'
import type { ErrorCode } from './errors.ts'

/** What can go wrong in any call, whatever it does. */
export const errorsOfEveryMethod = [
  'InvalidInput',
  'MethodNotAllowed',
  'RequestTimeout',
  'PayloadTooLarge',
  'UnsupportedMediaType',
  'RateLimited',
  'HeadersTooLarge',
  'Internal',
  'OutcomeUnknown',
  'Unavailable',
] as const satisfies ErrorCode[]

/** One call of the wire contract: server, SDK, reference and tests all read it. */
export interface Method<Request extends TSchema = TSchema, Reply extends TSchema = TSchema> {
  name: string
  summary: string
  description: string
  auth: 'none' | 'partner'
  /** Whether an `Idempotency-Key` header is honoured. */
  idempotencyKey: boolean
  request: Request
  reply: Reply
  errors: readonly ErrorCode[]
  example: { request: Static<Request>; reply: Static<Reply> }
}

export function method<const Request extends TSchema, const Reply extends TSchema>(
  definition: Method<Request, Reply>,
): Method<Request, Reply> {
  return definition
}

/** Where the calls of the API path live. */
export const partnerApiPath = '/sv6'

export function pathOf({ name }: { name: string }): string {
  return `${partnerApiPath}/${name}`
}
