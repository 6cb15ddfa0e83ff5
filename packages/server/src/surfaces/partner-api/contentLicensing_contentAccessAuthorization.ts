import { contentAccessAuthorization } from '@osteocom/contract'
import { authorizeContentAccess, type RecordSale } from '../../features/licensing/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { Random } from '../../platform/random.ts'
import { mount } from './mount.ts'

type Deps = Parameters<typeof mount>[1] & { db: Database; clock: Clock; random: Random; recordSale: RecordSale }

export function mountContentAccessAuthorization(app: HttpApp, deps: Deps): void {
  mount(app, deps, contentAccessAuthorization, async ({ body, partnerId, request, reply }) => {
    const header = request.headers['idempotency-key']
    const key = typeof header === 'string' ? { method: contentAccessAuthorization.name, key: header } : undefined
    const sale = {
      partnerId,
      partnerUserId: body.userId,
      products: body.products.map(({ productId, price }) => ({ channelId: productId, price })),
      email: body.email,
      hasMarketingConsent: body.marketingConsent ?? false,
      name: body.name,
      surname: body.surname,
    }
    const { reply: authorization, isReplay } = await authorizeContentAccess(deps, sale, key)
    if (isReplay) reply.header('idempotent-replayed', 'true')
    return { userAccessKey: authorization.accessKey, token: authorization.accessKey }
  })
}
