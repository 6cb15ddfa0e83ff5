import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FindVisitor } from '../../features/identity/index.ts'
import { AppError } from '../../platform/errors.ts'
import { networkOf, type RateLimit } from '../../platform/http/rate-limit.ts'
import type { HttpApp } from '../../platform/http/server.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as the audit names them. */
    actor: string
  }
}

const readingMethods = ['GET', 'HEAD', 'OPTIONS']

/** Lets nobody past but operators whose second factor is set up, and nothing be changed from pages that are not ours. */
export function operatorsOnly(
  scope: HttpApp,
  deps: { findVisitor: FindVisitor; publicUrl: string; strangerLimit: RateLimit },
): void {
  scope.decorateRequest('actor', '')
  scope.addHook('onRequest', async (request, reply) => {
    forbidKeeping(reply)
    if (!readingMethods.includes(request.method)) requireOwnPage(request, deps.publicUrl)
    const visitor = await deps.findVisitor(request.headers)
    if (visitor?.role === 'operator') {
      request.actor = `operator:${visitor.accountId}`
      return
    }
    deps.strangerLimit.take(networkOf(request.ip))
    throw new AppError(visitor ? 'OperatorsOnly' : 'SignInRequired')
  })
}

function forbidKeeping(reply: FastifyReply): void {
  reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
}

function requireOwnPage(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin === publicUrl || (origin === undefined && site === 'same-origin')) return
  throw new AppError('CrossSiteRequest')
}
