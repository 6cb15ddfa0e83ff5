import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import {
  abandonUpload,
  beginUpload,
  finishUpload,
  goOnWithUpload,
  requireUpload,
} from '../../features/uploads/index.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { refuse } from '../../platform/http/refusals.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { refusalOf, type TusContext, tusServer, unsuitable } from './tus-server.ts'

const path = '/operator/uploads'
const version = '1.0.0'

type One = { Params: { id: string } }

/** Resumable uploads, as tus 1.0 has them. */
export function mountUploads(scope: HttpApp, ctx: TusContext): void {
  const tus = tusServer(ctx, path)
  const one = `${path}/:id`
  scope.addContentTypeParser('application/offset+octet-stream', (_request, _body, done) => done(null))

  const begin = async (request: FastifyRequest, reply: FastifyReply) => {
    requireTus(request)
    const sizeBytes = sizeOf(request)
    const { id, expiresAt } = await beginUpload(ctx, { name: nameOf(request), sizeBytes, actor: request.actor })
    reply.header('upload-expires', expiresAt.toUTCString())
    await tus.answer(request, reply, id)
  }

  const goOn = async (request: FastifyRequest<One>, reply: FastifyReply) => {
    requireTus(request)
    // Whoever comes back after the last byte learns what the file turned out to be.
    const { state, problem } = await finishUpload(ctx, request.params.id)
    if (state === 'refused') throw unsuitable(problem)
    if (state === 'taken') throw new AppError('UploadGone')
    const expiresAt = await goOnWithUpload(ctx, request.params.id)
    reply.header('upload-expires', expiresAt.toUTCString())
    await tus.answer(request, reply)
  }

  const takeBack = async (request: FastifyRequest<One>, reply: FastifyReply) => {
    requireTus(request)
    const { id } = await requireUpload(ctx.db, request.params.id)
    await abandonUpload(ctx, { id, actor: request.actor })
    reply.header('tus-resumable', version).code(204).send()
  }

  const errorHandler = (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(error, request.method)
    if (refusal.code === 'UploadBusy') ctx.log.error({ requestId: request.id, err: error }, refusal.code)
    refuse(ctx.log, refusal, request, reply)
  }
  const config = { mayTakeLong: true }
  scope.post(path, { config, errorHandler }, begin)
  scope.head<One>(one, { config, errorHandler }, goOn)
  scope.patch<One>(one, { config, errorHandler }, goOn)
  scope.delete<One>(one, { errorHandler }, takeBack)

  for (const url of [path, one]) {
    scope.options(url, async (_request, reply) =>
      reply
        .headers({
          'tus-resumable': version,
          'tus-version': version,
          'tus-extension': 'creation,creation-with-upload,termination,expiration',
          'tus-max-size': String(ctx.uploads.maxBytes),
        })
        .code(204)
        .send(),
    )
  }
  refuseOtherMethods(scope, path, ['OPTIONS', 'POST'])
  refuseOtherMethods(scope, one, ['DELETE', 'HEAD', 'OPTIONS', 'PATCH'])
}

function requireTus({ headers }: FastifyRequest): void {
  if (headers['tus-resumable'] !== version) throw invalidField('tus-resumable', `must be ${version}`)
}

function sizeOf({ headers }: FastifyRequest): number {
  const length = headers['upload-length']
  if (typeof length !== 'string' || !/^\d{1,15}$/.test(length)) {
    throw invalidField('upload-length', 'must say how many bytes there will be')
  }
  return Number(length)
}

/** The file's name, as Upload-Metadata has it: pairs of a key and its value in base64. */
function nameOf({ headers }: FastifyRequest): string {
  const metadata = String(headers['upload-metadata'] ?? '')
  const encoded = /(?:^|,)\s*filename ([\w+/=-]+)/.exec(metadata)?.[1]
  return encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8')
}
