import { createApiPartner } from '@osteocom/demo/api-partner'
import type { HttpApp } from '../../platform/http/server.ts'
import { prepareDemoPartner } from './demo-partner.ts'
import { type Magazine, type MagazineContext, magazinePath, openMagazine } from './magazine.ts'
import { seedDemoCourses } from './seed-courses.ts'

/** Where the demo shop stands. */
const path = '/demo/api-partner'

export interface Demo {
  path: string
  magazinePath: string
  clientId: string
  clientSecret: string
  /** Opens the demo partner's own little server, which happens to run in our process and knows us by our address only. */
  mount(app: HttpApp, platformUrl: string): void
  /** Opens the second demo partner, on a port of its own. */
  openMagazine(): Promise<Magazine>
}

/** Demo content and two demo partners, ready to sell it. */
export async function prepareDemo(
  ctx: Parameters<typeof seedDemoCourses>[0] & Parameters<typeof prepareDemoPartner>[0] & MagazineContext,
): Promise<Demo> {
  await seedDemoCourses(ctx)
  const credentials = await prepareDemoPartner(ctx)
  let magazine: Magazine | undefined
  return {
    path,
    magazinePath,
    ...credentials,
    mount(app, platformUrl) {
      mountShop(app, { platformUrl, ...credentials })
      leadToMagazine(app, () => magazine?.url)
    },
    async openMagazine() {
      magazine = await openMagazine(ctx)
      return magazine
    },
  }
}

/** The magazine's address as it would be if it stood beside the shop: leads to where it really is. */
function leadToMagazine(app: HttpApp, urlOf: () => string | undefined): void {
  for (const address of [magazinePath, `${magazinePath}/`]) {
    app.get(address, async (_request, reply) => {
      const url = urlOf()
      // Its port may be another one after the next start.
      return url === undefined ? reply.callNotFound() : reply.header('cache-control', 'no-store').redirect(url, 302)
    })
  }
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
