import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods, RouteHandlerMethod } from 'fastify'
import { AppError } from '../errors.ts'
import { networkOf, type RateLimit } from './rate-limit.ts'

const everyMethod: HTTPMethods[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE']

/** A route that answers every other method with 405 and the one it takes. */
export function refuseOtherMethods(app: FastifyInstance, url: string, allowed: HTTPMethods[]): void {
  const allow = allowed.join(', ')
  app.route({
    method: everyMethod.filter((method) => !allowed.includes(method)),
    url,
    onRequest: async (_request, reply) => {
      reply.header('allow', allow)
      throw new AppError('MethodNotAllowed')
    },
    handler: notReached,
  })
}

const notReached: RouteHandlerMethod = async () => {
  throw new AppError('MethodNotAllowed')
}

/** Answers unknown addresses, with a budget for each network, so that guessing is slow. */
export function refuseUnknownAddresses(
  app: FastifyInstance,
  limit: RateLimit,
  page: (request: FastifyRequest, reply: FastifyReply) => string | undefined,
): void {
  app.setNotFoundHandler(
    { preHandler: async (request: FastifyRequest) => limit.take(networkOf(request.ip)) },
    (request, reply) => {
      const html = request.headers.accept?.includes('text/html') ? page(request, reply) : undefined
      if (html === undefined) throw new AppError('NotFound')
      return reply.code(404).type('text/html; charset=utf-8').send(html)
    },
  )
}
