import { openApi, partnerApiPath } from '@osteocom/contract'
import type { RecordSale } from '../../features/licensing/index.ts'
import type { Authenticate } from '../../features/partners/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { parseJson } from '../../platform/http/json-body.ts'
import { type RateLimit, rateLimit } from '../../platform/http/rate-limit.ts'
import { requirePlainBody } from '../../platform/http/request-headers.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { mountCatalog } from './contentLicensing_catalog.ts'
import { mountContentAccessAuthorization } from './contentLicensing_contentAccessAuthorization.ts'
import { mountLogin } from './contentLicensing_login.ts'
import { mountVideoAccess } from './contentLicensing_videoAccess.ts'
import { allowListedOrigins } from './cross-origin.ts'

export interface PartnerApiContext {
  config: { partnerRequestsPerSecond: number; loginsPerMinute: number }
  mode: 'test' | 'live'
  publicUrl: string
  db: Database
  clock: Clock
  random: Random
  partnerToken: TokenKind
  playbackToken: TokenKind
  authenticate: Authenticate
  recordSale: RecordSale
}

/** The four calls of the API path, server to server. */
export async function partnerApi(app: HttpApp, ctx: PartnerApiContext, strangerLimit: RateLimit): Promise<void> {
  const perSecond = ctx.config.partnerRequestsPerSecond
  const deps = { ...ctx, strangerLimit, partnerLimit: rateLimit(ctx.clock, { burst: 2 * perSecond, perSecond }) }
  await app.register(async (scope) => {
    scope.decorateRequest('partnerId', '')
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) => parseJson(body))
    scope.addHook('onRequest', async (request) => {
      requirePlainBody(request)
      // Clients in the field leave the type out or get it wrong; what they send is JSON.
      request.headers['content-type'] = 'application/json'
    })
    if (ctx.mode === 'test') allowListedOrigins(scope, ctx)
    mountLogin(scope, deps)
    mountCatalog(scope, deps)
    mountContentAccessAuthorization(scope, deps)
    mountVideoAccess(scope, deps)
    const description = JSON.stringify(openApi(ctx.publicUrl))
    scope.get(`${partnerApiPath}/openapi.json`, async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(description),
    )
  })
}
