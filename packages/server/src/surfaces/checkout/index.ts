import type { Asset } from '../../platform/html/index.ts'
import { pageScope } from '../../platform/http/page-scope.ts'
import { networkOf } from '../../platform/http/rate-limit.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { mountCallback } from './callback.ts'
import type { CheckoutContext } from './checkout-context.ts'
import { mountCheckout } from './checkout-page.ts'
import { mountOrder } from './order-page.ts'
import { mountSandbox } from './sandbox-page.ts'
import { checkoutAssets } from './views/index.ts'

// What one network may send; an office buys behind one address.
const budget = { burst: 60, perSecond: 1 }

/** The checkout: what is bought and by whom, the order its buyer comes back to, and the payment provider's callbacks. */
export function checkoutSurface(app: HttpApp, ctx: CheckoutContext): { assets: Asset[] } {
  const limit = ctx.sharedLimit('checkout', budget)
  pageScope(app, ctx, (scope) => {
    scope.addHook('onRequest', async (request) => {
      if (request.method === 'POST') await limit.take(networkOf(request.ip))
    })
    mountCheckout(scope, ctx)
    mountOrder(scope, ctx)
    mountSandbox(scope, ctx)
  })
  mountCallback(app, ctx)
  return { assets: checkoutAssets }
}
