import type { IncomingMessage } from 'node:http'
import { errors } from '@osteocom/contract'
import { FileStore } from '@tus/file-store'
import { Server, type ServerOptions } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { finishUpload, type UploadSettings } from '../../features/uploads/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { problemBody, refusalFor } from '../../platform/http/refusals.ts'
import type { Log } from '../../platform/log.ts'

type ServerRequest = Parameters<NonNullable<ServerOptions['namingFunction']>>[0]

/** Receives the bytes of uploads as tus has it; who sends them, and whether they may, was settled before. */
export interface TusServer {
  /** `newId` is what an upload that begins here is called. */
  answer(request: FastifyRequest, reply: FastifyReply, newId?: string): Promise<void>
}

export function tusServer(
  deps: { db: Database; clock: Clock; uploads: UploadSettings; publicUrl: string; log: Log },
  path: string,
): TusServer {
  const calls = new WeakMap<IncomingMessage, { newId: string | undefined; requestId: string }>()
  const callOf = ({ runtime }: ServerRequest) => calls.get(runtime?.node?.req as IncomingMessage)
  let server: Server | undefined

  // Made when the first upload comes: it makes its folder at once, which a program without uploads does not need.
  const open = () =>
    new ProblemServer({
      path,
      datastore: new FileStore({ directory: deps.uploads.folder }),
      relativeLocation: true,
      respectForwardedHeaders: false,
      allowedOrigins: [deps.publicUrl],
      maxSize: deps.uploads.maxBytes,
      namingFunction: (request) => {
        const newId = callOf(request)?.newId
        if (newId === undefined) throw new Error('an upload is named before it begins')
        return newId
      },
      onUploadFinish: async (_request, { id }) => {
        const { state, sha256, problem } = await finishUpload(deps, id)
        if (state !== 'refused') return { headers: { 'repr-digest': digest(sha256) } }
        throw unsuitable(problem)
      },
      onResponseError: (request, error) => {
        const refusal = refusalOf(error)
        const { status } = errors[refusal.code]
        const requestId = callOf(request)?.requestId ?? ''
        if (status >= 500) deps.log.error({ requestId, err: error }, refusal.code)
        return { status_code: status, body: problemBody(refusal, requestId) }
      },
    })

  return {
    answer: async (request, reply, newId) => {
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value) reply.raw.setHeader(name, value)
      calls.set(request.raw, { newId, requestId: request.id })
      server ??= open()
      await server.handle(request.raw, reply.raw)
    },
  }
}

type Write = Server['write']

// The library answers plain text only.
class ProblemServer extends Server {
  override write(...[context, headers, status, body]: Parameters<Write>): ReturnType<Write> {
    if (body?.startsWith('{') === true) headers.set('content-type', 'application/problem+json; charset=utf-8')
    return super.write(context, headers, status, body)
  }
}

/** What a failure of the library amounts to in our words. */
function refusalOf(error: Error | { status_code: number; body: string }): AppError {
  if (error instanceof Error || error.status_code >= 500) return refusalFor(error)
  if (error.status_code === 404 || error.status_code === 410) return new AppError('UploadGone')
  if (error.status_code === 413) return new AppError('UploadTooLarge')
  const fields = [{ field: 'upload', problem: error.body.trim() }]
  return new AppError(error.status_code === 409 ? 'NotPossibleNow' : 'InvalidInput', { fields })
}

/** The refusal of a file for what it holds. */
export function unsuitable(problem: string | null): AppError {
  return new AppError('UnsuitableFile', { fields: [{ field: 'file', problem: problem ?? '' }] })
}

/** A sha256 as RFC 9530 writes it. */
function digest(sha256: string | null): string {
  return `sha-256=:${Buffer.from(sha256 ?? '', 'hex').toString('base64')}:`
}
