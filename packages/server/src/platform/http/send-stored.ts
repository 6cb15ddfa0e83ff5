import { pipeline } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Storage } from '../storage/storage.ts'

/** Sends a stored file, whole or the one range asked for. Several ranges at once get the whole file. */
export async function sendStored(
  storage: Storage,
  path: string,
  { request, reply, headers }: { request: FastifyRequest; reply: FastifyReply; headers: Record<string, string> },
): Promise<void> {
  const file = await storage.head(path).catch(unavailable)
  if (!file) throw new AppError('NotFound')
  if (names(request.headers['if-none-match'], file.etag)) {
    reply.hijack()
    reply.raw.writeHead(304, { ...headers, etag: file.etag }).end()
    return
  }
  const range = mayBePartial(request, file.etag) ? parseRange(request.headers.range, file.size) : undefined
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${file.size}`)
    throw new AppError('RangeNotSatisfiable')
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 }
  const whole = range || request.method === 'HEAD' ? undefined : await storage.readHot(path, file)?.catch(unavailable)
  // Past Fastify's own reply, which halves the rate at which large files leave.
  reply.hijack()
  reply.raw.writeHead(range ? 206 : 200, {
    ...headers,
    etag: file.etag,
    'accept-ranges': 'bytes',
    'content-length': whole?.length ?? end - start + 1,
    'x-content-type-options': 'nosniff',
    ...(range ? { 'content-range': `bytes ${start}-${end}/${file.size}` } : {}),
  })
  if (request.method === 'HEAD' || file.size === 0 || whole) return void reply.raw.end(whole)
  pipeline(storage.read(path, { start, end }), reply.raw, () => {
    // The reader hung up, or the file vanished under us: the connection is closed either way, which says so.
  })
}

// A disk or an object store that fails may answer the next time.
function unavailable(cause: unknown): never {
  throw new AppError('Unavailable', { cause, retryAfterSeconds: 1 })
}

/** Whether a list of etags names this one; what a proxy has weakened still does. */
function names(list: string | undefined, etag: string): boolean {
  return (list ?? '').split(',').some((item) => item.trim() === '*' || item.trim().replace(/^W\//, '') === etag)
}

/** Whether a range may be sent: the bytes are still those that the reader has the rest of. */
function mayBePartial({ method, headers }: FastifyRequest, etag: string): boolean {
  return method === 'GET' && (headers['if-range'] === undefined || headers['if-range'] === etag)
}

function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match) return undefined
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}
