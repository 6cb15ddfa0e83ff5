import { createApiPartner } from '@osteocom/demo/api-partner'
import type { HttpApp } from '../../platform/http/server.ts'
import { prepareDemoPartner } from './demo-partner.ts'
import { seedDemoCourses } from './seed-courses.ts'

/** Where the demo shop stands. */
const path = '/demo/api-partner'

export interface Demo {
  path: string
  clientId: string
  clientSecret: string
  /** Opens the demo partner's own little server, which happens to run in our process and knows us by our address only. */
  mount(app: HttpApp, platformUrl: string): void
}

/** Demo content and a demo partner, ready to sell it. */
export async function prepareDemo(
  ctx: Parameters<typeof seedDemoCourses>[0] & Parameters<typeof prepareDemoPartner>[0],
): Promise<Demo> {
  await seedDemoCourses(ctx)
  const credentials = await prepareDemoPartner(ctx)
  return { path, ...credentials, mount: (app, platformUrl) => mountShop(app, { platformUrl, ...credentials }) }
}

function mountShop(app: HttpApp, options: { platformUrl: string; clientId: string; clientSecret: string }): void {
  const shop = createApiPartner({ ...options, basePath: path })
  app.register(async (scope) => {
    // It reads its own requests.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request: unknown, _payload: unknown, done: (error: null) => void) => done(null))
    scope.get(path, async (_request, reply) => reply.redirect(`${path}/`, 308))
    scope.route({
      method: ['GET', 'HEAD', 'POST'],
      url: `${path}/*`,
      handler: (request, reply) => {
        reply.hijack()
        shop(request.raw, reply.raw)
      },
    })
  })
}
