import type { HTTPMethods } from 'fastify'
import type { Asset } from '../../platform/html/index.ts'
import { pageScope } from '../../platform/http/page-scope.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { AccountContext } from './account-context.ts'
import { claimRoutes } from './claim.ts'
import { codeRoutes } from './code.ts'
import { accountLimits } from './limits.ts'
import { mailedLinkRoutes } from './mailed-links.ts'
import { manageRoutes } from './manage.ts'
import { privacyRoutes } from './privacy.ts'
import { secondFactorRoutes } from './second-factor.ts'
import { signInRoutes } from './sign-in.ts'
import { signUpRoutes } from './sign-up.ts'
import { accountAssets } from './views/index.ts'

export type { AccountContext } from './account-context.ts'

const routes = [
  signInRoutes,
  signUpRoutes,
  codeRoutes,
  mailedLinkRoutes,
  manageRoutes,
  secondFactorRoutes,
  privacyRoutes,
  claimRoutes,
]

/** `/account/…`: signing up and in, one's own account, one's own data. Plain forms, no scripts. */
export function accountSurface(app: HttpApp, ctx: AccountContext): { assets: Asset[] } {
  const limits = accountLimits(ctx.sharedLimit)
  pageScope(app, ctx, (scope) => {
    const methods = new Map<string, HTTPMethods[]>()
    scope.addHook('onRoute', ({ url, method }) => {
      methods.set(url, [...(methods.get(url) ?? []), ...[method].flat()] as HTTPMethods[])
    })
    for (const mount of routes) mount(scope, ctx, limits)
    for (const [url, allowed] of [...methods]) refuseOtherMethods(scope, url, [...new Set(allowed)].toSorted())
  })
  return { assets: accountAssets }
}
