import { pingDatabase } from '../platform/database/health.ts'
import { assetMap, buildShell } from '../platform/html/index.ts'
import { rateLimit } from '../platform/http/rate-limit.ts'
import { serveAssets } from '../platform/http/serve-assets.ts'
import { createHttpApp, type HttpApp } from '../platform/http/server.ts'
import { refuseOtherMethods, refuseUnknownAddresses } from '../platform/http/strangers.ts'
import { pagesAssets } from '../platform/pages/index.ts'
import { accountSurface } from '../surfaces/account/index.ts'
import { checkoutSurface } from '../surfaces/checkout/index.ts'
import type { Demo } from '../surfaces/demo/index.ts'
import { embedSurface } from '../surfaces/embed/index.ts'
import { homeSurface, notFoundPage } from '../surfaces/home/index.ts'
import { learnerSurface } from '../surfaces/learner/index.ts'
import { operatorApi } from '../surfaces/operator-api/index.ts'
import { outboxSurface } from '../surfaces/outbox/index.ts'
import { partnerApi } from '../surfaces/partner-api/index.ts'
import { playerSurface } from '../surfaces/player-page/index.ts'
import { publicFiles } from '../surfaces/public-files/index.ts'
import { errorReference } from '../surfaces/reference/index.ts'
import type { Context } from './context.ts'
import { loadPlayer } from './player-bundle.ts'
import { composeSite } from './site.ts'

// What one network may get wrong: unknown addresses and bad tokens.
const strangerBudget = { burst: 200, perSecond: 2 }

/** Every surface that speaks HTTP, on one application. */
export async function buildHttpApp(
  ctx: Context,
  demo: Demo | undefined,
  getPlayer: typeof loadPlayer = loadPlayer,
): Promise<HttpApp> {
  const app = createHttpApp({
    log: ctx.log,
    trustedProxies: ctx.config.trustedProxies,
    isSecure: ctx.publicUrl.startsWith('https:'),
  })
  const strangerLimit = rateLimit(ctx.clock, strangerBudget)
  const [shell, player] = await Promise.all([buildShell(ctx.config.brand), getPlayer()])
  const site = composeSite(ctx.config, shell)
  const web = { ...ctx, shell, site, player }

  await partnerApi(app, ctx, strangerLimit)
  publicFiles(app, ctx)
  operatorApi(app, ctx, strangerLimit)
  const shop = demo && { ...demo, shopUrl: `${demo.path}/`, magazineUrl: `${demo.magazinePath}/` }
  const home = homeSurface(app, web, shop)
  const playerPages = playerSurface(app, web)
  const reference = errorReference(app, shell)
  const embed = await embedSurface(app, web, strangerLimit)
  const checkout = checkoutSurface(app, web)
  const account = accountSurface(app, web)
  const learner = learnerSurface(app, web)
  const outbox = outboxSurface(app, web)
  demo?.mount(app, ctx.publicUrl)
  serveAssets(
    app,
    assetMap(
      shell.assets,
      pagesAssets,
      home.assets,
      playerPages.assets,
      reference.assets,
      checkout.assets,
      embed.assets,
      account.assets,
      learner.assets,
      outbox.assets,
      player.assets,
    ),
  )
  health(app, ctx)
  refuseUnknownAddresses(app, strangerLimit, (request, reply) => {
    const { html, headers } = notFoundPage(shell, request.headers['accept-language'])
    reply.headers(headers)
    return html
  })
  return app
}

function health(app: HttpApp, { db }: Context): void {
  app.get('/healthz', async (_request, reply) => {
    await pingDatabase(db)
    return reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('ok\n')
  })
  refuseOtherMethods(app, '/healthz', ['GET', 'HEAD'])
}
