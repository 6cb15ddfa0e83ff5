import { login } from '@osteocom/contract'
import { logIn } from '../../features/partners/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { networkOf, rateLimit } from '../../platform/http/rate-limit.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { mount } from './mount.ts'

type Deps = Parameters<typeof mount>[1] & {
  config: { loginsPerMinute: number }
  db: Database
  clock: Clock
  random: Random
  partnerToken: TokenKind
}

export function mountLogin(app: HttpApp, deps: Deps): void {
  const perMinute = deps.config.loginsPerMinute
  const byNetwork = rateLimit(deps.clock, { burst: perMinute, perSecond: perMinute / 60 })
  const failuresByClient = rateLimit(deps.clock, { burst: perMinute, perSecond: perMinute / 60 })

  mount(app, deps, login, async ({ body, request }) => {
    byNetwork.take(networkOf(request.ip))
    try {
      return { token: await logIn(deps, body) }
    } catch (error) {
      // Only failures count against a client, and only failures are refused for it: nobody can lock a partner out.
      if (error instanceof AppError && error.code === 'InvalidCredentials') failuresByClient.take(body.clientId)
      throw error
    }
  })
}
