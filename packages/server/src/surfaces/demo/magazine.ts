import type { AddressInfo } from 'node:net'
import { demoChannels } from '@osteocom/demo/content'
import { createIframePartner } from '@osteocom/demo/iframe-partner'
import { agreeChannels } from '../../features/catalog/index.ts'
import { createPartner, findPartner, setPartnerOrigins } from '../../features/partners/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { createHttpApp, type HttpApp } from '../../platform/http/server.ts'
import type { Log } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'

/** The demo magazine's client id, the same everywhere so that a newcomer can copy it. */
const magazineClientId = '66f1a2c04be19d0037a1d002'

const actor = 'system:demo'

export const magazinePath = '/demo/iframe-partner'

export interface MagazineContext {
  db: Database
  clock: Clock
  random: Random
  log: Log
  mode: 'test' | 'live'
  publicUrl: string
  config: { host: string; demoPort: number }
}

export interface Magazine {
  /** Its first page; nothing where its port is taken, and then everything else works without it. */
  url: string | undefined
  close(): Promise<void>
}

/**
 * Opens the second demo partner on a port of its own, so that its pages are of another origin, as a stranger's are, and
 * lets that origin frame our card.
 */
export async function openMagazine(ctx: MagazineContext): Promise<Magazine> {
  await prepareMagazinePartner(ctx)
  const app = createHttpApp({ log: ctx.log, trustedProxies: [], isSecure: false })
  mountMagazine(app, ctx.publicUrl)
  const isOpen = await listens(app, ctx.config)
  const close = async () => {
    app.server.closeAllConnections()
    await app.close()
  }
  if (!isOpen) {
    await close()
    return { url: undefined, close: async () => {} }
  }
  const { port } = app.server.address() as AddressInfo
  const { origin } = new URL(`http://${new URL(ctx.publicUrl).hostname}:${port}`)
  await setPartnerOrigins(ctx, { clientId: magazineClientId, origins: [origin], actor })
  return { url: `${origin}${magazinePath}/`, close }
}

async function prepareMagazinePartner(ctx: MagazineContext): Promise<void> {
  if (!(await findPartner(ctx.db, magazineClientId))) {
    await createPartner(ctx, { id: magazineClientId, name: 'Demo magazine', path: 'iframe', origins: [], actor })
  }
  await agreeChannels(ctx, { partnerId: magazineClientId, channels: 'all' })
}

function mountMagazine(app: HttpApp, platformUrl: string): void {
  const answer = createIframePartner({
    platformUrl,
    clientId: magazineClientId,
    productIds: { discs: productIn('en'), dome: productIn('it'), stride: productIn('ar') },
    basePath: magazinePath,
  })
  // It reads its own requests.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request: unknown, _payload: unknown, done: (error: null) => void) => done(null))
  app.all('*', (request, reply) => {
    reply.hijack()
    answer(request.raw, reply.raw)
  })
}

function productIn(language: string): string {
  return demoChannels.find((channel) => channel.language === language)?.id ?? ''
}

async function listens(app: HttpApp, { host, demoPort }: { host: string; demoPort: number }): Promise<boolean> {
  try {
    await app.listen({ host, port: demoPort })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    return false
  }
}
