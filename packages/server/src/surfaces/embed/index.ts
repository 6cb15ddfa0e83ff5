import { readFileSync } from 'node:fs'
import type { FastifyRequest } from 'fastify'
import { identityObserver } from '../../features/partners/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Asset, Shell } from '../../platform/html/index.ts'
import { networkOf, type RateLimit } from '../../platform/http/rate-limit.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { MakeSharedLimit } from '../../platform/http/shared-limit.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { mountCard } from './card.ts'
import { embedHeaders } from './framing.ts'
import { knownOrigins } from './known-origins.ts'
import { mountProductStatus } from './product-status.ts'
import { buildCardStyles, embedAssets } from './views/index.ts'

export interface EmbedContext {
  config: { cardRequestsPerMinute: number }
  publicUrl: string
  db: Database
  clock: Clock
  random: Random
  log: Log
  shell: Shell
  intentToken: TokenKind
  identitySealKey: Buffer
  sharedLimit: MakeSharedLimit
}

/** The card that partners of the iframe path put on their pages, its state as JSON, and the script for those who want more. */
export async function embedSurface(
  app: HttpApp,
  ctx: EmbedContext,
  strangerLimit: RateLimit,
): Promise<{ assets: Asset[] }> {
  const { brand } = ctx.shell
  const perMinute = ctx.config.cardRequestsPerMinute
  const limit = ctx.sharedLimit('card', { burst: perMinute, perSecond: perMinute / 60 })
  const observer = identityObserver(ctx)
  app.addHook('onClose', () => observer.settled())
  const deps = {
    ...ctx,
    observer,
    known: knownOrigins(),
    brandName: brand.name,
    styles: await buildCardStyles(brand),
    takeTurn: (request: FastifyRequest) => limit.take(networkOf(request.ip)),
    takeStrangersTurn: (request: FastifyRequest) => strangerLimit.take(networkOf(request.ip)),
  }
  await app.register(
    async (scope) => {
      mountCard(scope, deps)
      mountScript(scope)
    },
    { prefix: '/embed' },
  )
  mountProductStatus(app, deps)
  return { assets: embedAssets }
}

function mountScript(scope: HttpApp): void {
  const script = readFileSync(new URL('./card.js', import.meta.url), 'utf8')
  scope.get('/card.js', async (_request, reply) =>
    reply
      .headers(embedHeaders({ origins: [] }))
      .header('cache-control', 'public, max-age=600')
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('text/javascript; charset=utf-8')
      .send(script),
  )
  refuseOtherMethods(scope, '/card.js', ['GET', 'HEAD'])
}
