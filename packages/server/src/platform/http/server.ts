import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type ErrorCode, errors } from '@osteocom/contract'
import fastify, { type FastifyInstance } from 'fastify'
import type { Log } from '../log.ts'
import { maskUrl } from '../log.ts'
import { limitBodies } from './late-bodies.ts'
import { newRequestId, refuse } from './refusals.ts'
import { requireSingleHeaders } from './request-headers.ts'

export type HttpApp = FastifyInstance

const bodyLimitBytes = 64 * 1024
const timeoutMs = 10_000

/** An empty HTTP application that trusts nothing a stranger sends. */
export function createHttpApp({
  log,
  trustedProxies,
  isSecure,
}: {
  log: Log
  trustedProxies: string[]
  /** Whether browsers reach us by https, and shall never try otherwise. */
  isSecure: boolean
}): HttpApp {
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    // Node looks for late headers every 30 s by default, which would let some that never end live for 40.
    http: { connectionsCheckingInterval: 1000, headersTimeout: timeoutMs },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    genReqId: newRequestId,
    exposeHeadRoutes: true,
    frameworkErrors: (error, request, reply) => refuse(log, error, request, reply),
    clientErrorHandler: (error, socket) => refuseBrokenRequest(error, socket),
  })
  app.setErrorHandler((error, request, reply) => refuse(log, error, request, reply))
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    if (isSecure) reply.header('strict-transport-security', 'max-age=31536000')
    requireSingleHeaders(request)
  })
  limitBodies(app, timeoutMs, (socket) => refuseBrokenRequest({ code: 'ERR_HTTP_REQUEST_TIMEOUT' }, socket))
  app.addHook('onResponse', async (request, reply) => {
    if (!log.isLevelEnabled('info')) return
    log.info({
      requestId: request.id,
      method: request.method,
      url: maskUrl(request.url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    })
  })
  return app
}

/** Answers what never became a request: HTTP that cannot be parsed, headers too large, a request that took too long. */
function refuseBrokenRequest(error: { code?: string | undefined }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const code = brokenRequests[error.code ?? ''] ?? 'InvalidInput'
  const { status, text } = errors[code]
  const body = JSON.stringify({ error: { code, message: text, requestId: newRequestId() } })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

const brokenRequests: Record<string, ErrorCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'RequestTimeout',
  HPE_HEADER_OVERFLOW: 'HeadersTooLarge',
}
