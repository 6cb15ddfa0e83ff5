import { createApiPartner } from '@osteocom/demo/api-partner'
import type { HttpApp } from '../../platform/http/server.ts'
import { demoClientId, prepareDemoPartner } from './demo-partner.ts'
import { seedDemoCourses } from './seed-courses.ts'

export { demoClientId }

/** Where the demo shop stands. */
export const demoShopPath = '/demo/api-partner'

/** Demo content and a demo partner, ready to sell it. */
export async function prepareDemo(ctx: Parameters<typeof seedDemoCourses>[0] & Parameters<typeof prepareDemoPartner>[0]) {
  await seedDemoCourses(ctx)
  return prepareDemoPartner(ctx)
}

/** The demo partner's own little server, which happens to run in our process and knows us by our address only. */
export function demoShop(
  app: HttpApp,
  options: { platformUrl: string; clientId: string; clientSecret: string },
): void {
  const shop = createApiPartner({ ...options, basePath: demoShopPath })
  app.register(async (scope) => {
    // It reads its own requests.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request: unknown, _payload: unknown, done: (error: null) => void) => done(null))
    scope.get(demoShopPath, async (_request, reply) => reply.redirect(`${demoShopPath}/`, 308))
    scope.route({
      method: ['GET', 'HEAD', 'POST'],
      url: `${demoShopPath}/*`,
      handler: (request, reply) => {
        reply.hijack()
        shop(request.raw, reply.raw)
      },
    })
  })
}
