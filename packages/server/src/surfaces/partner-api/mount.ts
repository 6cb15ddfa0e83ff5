import { type Method, pathOf } from '@osteocom/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { Authenticate } from '../../features/partners/index.ts'
import { AppError } from '../../platform/errors.ts'
import { networkOf, type RateLimit } from '../../platform/http/rate-limit.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { validator } from '../../platform/http/validation.ts'

declare module 'fastify' {
  interface FastifyRequest {
    partnerId: string
  }
}

export interface Call<Request extends TSchema> {
  body: Static<Request>
  /** Empty for a method that needs no log-in. */
  partnerId: string
  request: FastifyRequest
  reply: FastifyReply
}

/** Makes a method of the contract answer at its address: who calls is settled before what they sent is looked at. */
export function mount<Request extends TSchema, Reply extends TSchema>(
  app: HttpApp,
  deps: { authenticate: Authenticate; partnerLimit: RateLimit; strangerLimit: RateLimit },
  method: Method<Request, Reply>,
  handle: (call: Call<Request>) => Promise<Static<Reply> | Buffer>,
): void {
  const validate = validator(method.request)
  const url = pathOf(method)
  app.route({
    method: 'POST',
    url,
    onRequest: async (request) => {
      if (method.auth === 'partner') request.partnerId = await authenticate(deps, request)
    },
    handler: async (request, reply) => {
      const body = validate(request.body)
      if (method.auth === 'partner' && clientIdOf(body) !== request.partnerId) throw new AppError('ClientMismatch')
      const answer = await handle({ body, partnerId: request.partnerId, request, reply })
      reply.header('cache-control', 'no-store').type('application/json; charset=utf-8')
      return Buffer.isBuffer(answer) ? answer : JSON.stringify(answer)
    },
  })
  refuseOtherMethods(app, url, ['POST'])
}

async function authenticate(
  deps: { authenticate: Authenticate; partnerLimit: RateLimit; strangerLimit: RateLimit },
  request: FastifyRequest,
): Promise<string> {
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1]
  try {
    if (token === undefined) throw new AppError('InvalidToken')
    const { partnerId } = await deps.authenticate(token)
    deps.partnerLimit.take(partnerId)
    return partnerId
  } catch (error) {
    // Only wrong tokens count against an address: a partner's own calls are counted by partner.
    if (error instanceof AppError && error.code === 'InvalidToken') deps.strangerLimit.take(networkOf(request.ip))
    throw error
  }
}

function clientIdOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'clientId' in body ? body.clientId : undefined
}
