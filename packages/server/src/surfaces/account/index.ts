import type { Asset } from '../../platform/html/index.ts'
import { pageScope } from '../../platform/http/page-scope.ts'
import type { HttpApp } from '../../platform/http/server.ts'
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

/** `/account/…`: signing up and in, one's own account, one's own data. Plain forms, no scripts. */
export function accountSurface(app: HttpApp, ctx: AccountContext): { assets: Asset[] } {
  const limits = accountLimits(ctx.sharedLimit)
  pageScope(app, ctx, (scope) => {
    for (const mount of [
      signInRoutes,
      signUpRoutes,
      codeRoutes,
      mailedLinkRoutes,
      manageRoutes,
      secondFactorRoutes,
      privacyRoutes,
      claimRoutes,
    ]) {
      mount(scope, ctx, limits)
    }
  })
  return { assets: accountAssets }
}
