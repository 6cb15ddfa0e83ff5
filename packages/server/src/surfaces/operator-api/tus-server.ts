import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { errors } from '@osteocom/contract'
import { DataStore, Server, type ServerOptions, Upload } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  finishUpload,
  receiveBytes,
  receivedBytes,
  requireUpload,
  type UploadSettings,
  uploadLock,
} from '../../features/uploads/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { problemBody, refusalFor } from '../../platform/http/refusals.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { isStorageAway } from '../../platform/storage/storage-away.ts'

type ServerRequest = Parameters<NonNullable<ServerOptions['namingFunction']>>[0]

/** Receives the bytes of uploads as tus has it; who sends them, and whether they may, was settled before. */
export interface TusServer {
  /** `newId` is what an upload that begins here is called. */
  answer(request: FastifyRequest, reply: FastifyReply, newId?: string): Promise<void>
}

export interface TusContext {
  db: Database
  clock: Clock
  random: Random
  storage: Storage
  jobs: JobQueue
  uploads: UploadSettings
  publicUrl: string
  log: Log
}

export function tusServer(deps: TusContext, path: string): TusServer {
  const calls = new WeakMap<IncomingMessage, { newId: string | undefined; requestId: string }>()
  const callOf = ({ runtime }: ServerRequest) => calls.get(runtime?.node?.req as IncomingMessage)
  const server = new ProblemServer({
    path,
    datastore: new UploadStore(deps),
    locker: { newLock: (id) => uploadLock(deps, id) },
    // Whoever asks for an upload that is being sent has lost the line it was sent by.
    lockDrainTimeout: 1000,
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
      if (state === 'refused') throw unsuitable(problem)
      return sha256 === null ? {} : { headers: { 'repr-digest': digest(sha256) } }
    },
    onResponseError: (request, error) => {
      const refusal = refusalOf(error, request.method)
      const { status } = errors[refusal.code]
      const requestId = callOf(request)?.requestId ?? ''
      if (status >= 500 || refusal.code === 'UploadBusy') deps.log.error({ requestId, err: error }, refusal.code)
      return { status_code: status, body: problemBody(refusal, requestId) }
    },
  })

  return {
    answer: async (request, reply, newId) => {
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value) reply.raw.setHeader(name, value)
      calls.set(request.raw, { newId, requestId: request.id })
      await server.handle(request.raw, reply.raw)
    },
  }
}

/** The bytes of uploads as the library wants them; begun and settled they are by us. */
class UploadStore extends DataStore {
  readonly #deps: TusContext

  constructor(deps: TusContext) {
    super()
    this.#deps = deps
    this.extensions = ['creation', 'creation-with-upload']
  }

  override write(bytes: Readable, id: string, offset: number): Promise<number> {
    return receiveBytes(this.#deps, { id, offset, bytes })
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = await requireUpload(this.#deps.db, id)
    const metadata = { filename: upload.name }
    return new Upload({ id, size: upload.sizeBytes, offset: await receivedBytes(this.#deps, upload), metadata })
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

/** What a failure amounts to, in our words. */
export function refusalOf(error: Error | { status_code: number; body: string }, method: string): AppError {
  const refusal = isStorageAway(error) ? new AppError('Unavailable', { cause: error }) : inOurWords(error)
  // To the question where an upload stands, clients take any answer but this one for: nowhere, begin again.
  const isPassing = method === 'HEAD' && errors[refusal.code].status >= 500
  return isPassing ? new AppError('UploadBusy', { cause: error, retryAfterSeconds: 2 }) : refusal
}

function inOurWords(error: Error | { status_code: number; body: string }): AppError {
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
function digest(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`
}
