import type { FastifyRequest } from 'fastify'
import { AppError, invalidField } from '../errors.ts'

const singleHeaders = ['host', 'authorization', 'content-type', 'content-length', 'idempotency-key']

/** Refuses a header sent twice where the second could mean something else to someone else. */
export function requireSingleHeaders(request: FastifyRequest): void {
  const seen = new Set<string>()
  const { rawHeaders } = request.raw
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? ''
    if (!singleHeaders.includes(name)) continue
    if (seen.has(name)) throw invalidField(name, 'must be sent once')
    seen.add(name)
  }
}

/** Refuses compressed bodies and any charset but UTF-8. */
export function requirePlainBody(request: FastifyRequest): void {
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new AppError('UnsupportedMediaType')
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw new AppError('UnsupportedMediaType')
}
