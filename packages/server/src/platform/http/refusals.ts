import { type ErrorCode, errors, partnerApiPath } from '@osteocom/contract'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import {
  isLockTimeout,
  isOutcomeUnknown,
  isSerializationFailure,
  isStatementTimeout,
  isUnavailable,
} from '../database/failures.ts'
import { AppError } from '../errors.ts'
import { type Log, maskUrl } from '../log.ts'
import { systemRandom } from '../random.ts'

export function newRequestId(): string {
  return systemRandom(12).toString('base64url')
}

/** Answers a failure by its code and tells a stranger nothing else. */
export function refuse(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalFor(error)
  const { status } = errors[refusal.code]
  if (status >= 500) {
    log.error({ requestId: request.id, method: request.method, url: maskUrl(request.url), err: error }, refusal.code)
  }
  const retryAfter = refusal.retryAfterSeconds ?? (status === 503 ? 1 : undefined)
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  reply.header('cache-control', 'no-store').code(status)
  if (isPartnerApi(request.url)) reply.type('application/json; charset=utf-8').send(partnerApiBody(refusal, request.id))
  else
    reply
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      .type('application/problem+json; charset=utf-8')
      .send(problemBody(refusal, request.id))
}

function partnerApiBody({ code, fields }: AppError, requestId: string) {
  return JSON.stringify({ error: { code, message: errors[code].text, requestId, ...(fields ? { fields } : {}) } })
}

/** A refusal as RFC 9457 writes it. */
export function problemBody({ code, fields }: AppError, requestId: string) {
  const { status, text } = errors[code]
  return JSON.stringify({
    type: `/docs/errors/${code}`,
    title: text,
    status,
    code,
    requestId,
    ...(fields ? { fields } : {}),
  })
}

function isPartnerApi(url: string): boolean {
  return url.toLowerCase().replace(/^\/+/, '/').startsWith(partnerApiPath)
}

/** The refusal a failure amounts to; whatever is not expected is ours. */
export function refusalFor(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isOutcomeUnknown(error)) return new AppError('OutcomeUnknown', { cause: error })
  if (isUnavailable(error) || isLockTimeout(error) || isStatementTimeout(error) || isSerializationFailure(error))
    return new AppError('Unavailable', { cause: error })
  const { statusCode } = error as Partial<FastifyError>
  const code = statusCode === undefined ? undefined : codeOfStatus[statusCode]
  return new AppError(code ?? 'Internal', { cause: error })
}

const codeOfStatus: Record<number, ErrorCode> = {
  400: 'InvalidInput',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'RequestTimeout',
  413: 'PayloadTooLarge',
  414: 'InvalidInput',
  415: 'UnsupportedMediaType',
  431: 'HeadersTooLarge',
}
