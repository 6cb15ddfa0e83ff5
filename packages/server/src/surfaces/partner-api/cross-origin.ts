import { partnerApiPath } from '@osteocom/contract'
import { countOrigin } from '../../features/partners/index.ts'
import type { Database } from '../../platform/database/open.ts'
import type { HttpApp } from '../../platform/http/server.ts'

/** Lets pages of any partner's listed origins call from a browser: for local trials, where no secret is worth hiding. */
export function allowListedOrigins(app: HttpApp, deps: { db: Database }): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (origin === undefined || !request.url.startsWith(partnerApiPath)) return
    reply.header('vary', 'origin')
    if ((await countOrigin(deps.db, origin)) === 0) return
    reply.header('access-control-allow-origin', origin)
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return
    reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'authorization, content-type, idempotency-key')
      .header('access-control-max-age', '600')
    return reply.code(204).send()
  })
}
