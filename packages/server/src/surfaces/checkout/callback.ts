import { takeCallback } from '../../features/orders/index.ts'
import { AppError } from '../../platform/errors.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { CheckoutContext } from './checkout-context.ts'

const path = '/checkout/callback/:provider'
const bodyLimit = 256 * 1024

/**
 * `/checkout/callback/…`: what payment providers call. Taken by its signature alone, over the bytes as they came; whatever
 * could not be dealt with is answered so that the provider sends it again.
 */
export function mountCallback(app: HttpApp, ctx: CheckoutContext): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, async (_request: unknown, body: Buffer) => body)
    scope.post<{ Params: { provider: string }; Body: Buffer | undefined }>(
      path,
      { bodyLimit },
      async (request, reply) => {
        const { provider } = request.params
        if (provider !== 'stripe' && provider !== 'sandbox') throw new AppError('NotFound')
        await takeCallback(ctx, { provider, body: request.body ?? Buffer.alloc(0), headers: request.headers })
        return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send('{}')
      },
    )
    refuseOtherMethods(scope, path, ['POST'])
  })
}
