import { findChannels, findVideos } from '../../features/catalog/index.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Asset, Shell } from '../../platform/html/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { negotiateLocale } from '../../platform/i18n/index.ts'
import { failurePage } from '../../platform/pages/index.ts'
import { homeAssets, homePage, plainHomePage } from './views/index.ts'

export interface HomeContext {
  db: Database
  mode: 'test' | 'live'
  publicUrl: string
  shell: Shell
}

/** What the newcomer may try, in test mode. */
export interface HomeExample {
  shopUrl: string
  magazineUrl: string
  clientId: string
  clientSecret: string
}

const securityHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}

/** `/`: in test mode the way in for a newcomer, in live mode a name and nothing else. */
export function homeSurface(app: HttpApp, ctx: HomeContext, example: HomeExample | undefined): { assets: Asset[] } {
  app.get('/', async (request, reply) => {
    const locale = negotiateLocale(undefined, request.headers['accept-language'])
    reply.headers(securityHeaders).type('text/html; charset=utf-8')
    if (!example) return plainHomePage({ shell: ctx.shell, locale })
    const channels = await findChannels(ctx.db)
    const [video] = await findVideos(ctx.db)
    const channel = channels.find(({ id }) => id === video?.channelId)
    return homePage({
      shell: ctx.shell,
      locale,
      shopUrl: example.shopUrl,
      magazineUrl: example.magazineUrl,
      example: {
        origin: ctx.publicUrl,
        clientId: example.clientId,
        clientSecret: example.clientSecret,
        productId: channel?.id ?? '',
        price: (channel?.priceMinor ?? 0) / 100,
        videoId: video?.id ?? '',
      },
      courses: channels.map(({ title, language, cover, videos, priceMinor, currency }) => ({
        title,
        language,
        coverUrl: `/files/${cover}`,
        lessons: videos,
        priceMinor,
        currency,
      })),
      openapiUrl: '/sv6/openapi.json',
      errorsUrl: '/docs/errors/',
    })
  })
  refuseOtherMethods(app, '/', ['GET', 'HEAD'])
  return { assets: homeAssets }
}

/** The page for a browser that asked for nothing we have. */
export function notFoundPage(
  shell: Shell,
  acceptLanguage: string | undefined,
): { html: string; headers: Record<string, string> } {
  const locale = negotiateLocale(undefined, acceptLanguage)
  return { html: failurePage({ shell, locale, failure: 'notFound' }), headers: securityHeaders }
}
