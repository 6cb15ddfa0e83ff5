import { publicPath } from '../../features/media/index.ts'
import { AppError } from '../../platform/errors.ts'
import { sendStored } from '../../platform/http/send-stored.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { Storage } from '../../platform/storage/storage.ts'

const types: Record<string, string> = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', mp4: 'video/mp4' }
const shape = /^(?:[a-z0-9][a-z0-9-]*\/){0,4}[a-z0-9][a-z0-9-]*\.(jpg|png|webp|mp4)$/

/** Covers, portraits and trailers: what a catalog points to and anyone may see. */
export function publicFiles(app: HttpApp, deps: { storage: Storage }): void {
  app.get<{ Params: { '*': string } }>('/files/*', async (request, reply) => {
    const file = request.params['*']
    const type = types[shape.exec(file)?.[1] ?? '']
    if (!type) throw new AppError('NotFound')
    await sendStored(deps.storage, publicPath(file), {
      request,
      reply,
      headers: {
        'content-type': type,
        'cache-control': 'public, max-age=3600',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
      },
    })
  })
  refuseOtherMethods(app, '/files/*', ['GET', 'HEAD'])
}
