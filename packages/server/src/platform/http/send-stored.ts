import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import { parseRange, weigh } from '../storage/byte-range.ts'
import type { Opened, Storage, Wanted } from '../storage/storage.ts'

/** Sends a stored file, whole or the one range asked for. Several ranges at once get the whole file. */
export async function sendStored(
  storage: Storage,
  path: string,
  {
    request,
    reply,
    headers,
    neverChanges = false,
  }: { request: FastifyRequest; reply: FastifyReply; headers: Record<string, string>; neverChanges?: boolean },
): Promise<void> {
  const wanted = { ...asked(request), neverChanges }
  const ask = request.method === 'HEAD' ? describe(storage, path, wanted) : storage.open(path, wanted)
  const opened = await ask.catch(unavailable)
  switch (opened.state) {
    case 'absent':
      throw new AppError('NotFound')
    case 'out of range':
      reply.header('content-range', `bytes */${opened.size}`)
      throw new AppError('RangeNotSatisfiable')
    case 'unchanged':
      reply.hijack()
      return void reply.raw.writeHead(304, { ...headers, etag: opened.etag }).end()
    case 'open':
      return send(opened, reply, headers)
  }
}

function send(
  { file, span, bytes, release }: Extract<Opened, { state: 'open' }>,
  reply: FastifyReply,
  headers: Record<string, string>,
): void {
  if (release) onceClosed(reply.raw, release)
  // Past Fastify's own reply, which halves the rate at which large files leave.
  reply.hijack()
  reply.raw.writeHead(span ? 206 : 200, {
    ...headers,
    etag: file.etag,
    'accept-ranges': 'bytes',
    'content-length': span ? span.end - span.start + 1 : file.size,
    'x-content-type-options': 'nosniff',
    ...(span ? { 'content-range': `bytes ${span.start}-${span.end}/${file.size}` } : {}),
  })
  if (Buffer.isBuffer(bytes)) return void reply.raw.end(bytes)
  pipeline(bytes, reply.raw, () => {
    // The reader hung up, or the store failed under us: the connection is closed either way, which says so.
  })
}

/** Once an answer was sent, or its reader has gone, perhaps before it began. */
function onceClosed(answer: ServerResponse, then: () => void): void {
  if (answer.closed) then()
  else answer.once('close', then)
}

/** As `open`, for who wants no bytes. */
async function describe(storage: Storage, path: string, wanted: Wanted): Promise<Opened> {
  const file = await storage.head(path)
  if (!file) return { state: 'absent' }
  const verdict = weigh(file, wanted)
  return verdict.state === 'open' ? { ...verdict, bytes: nothing } : verdict
}

const nothing = Buffer.alloc(0)

function asked({ method, headers }: FastifyRequest): Wanted {
  return {
    // What a proxy has weakened is still the same.
    unless: (headers['if-none-match'] ?? '').split(',').flatMap((item) => item.trim().replace(/^W\//, '') || []),
    ...(method === 'GET' ? { range: parseRange(headers.range) } : {}),
    ifRange: headers['if-range']?.toString(),
  }
}

// A disk or an object store that fails may answer the next time.
function unavailable(cause: unknown): never {
  throw new AppError('Unavailable', { cause, retryAfterSeconds: 1 })
}
