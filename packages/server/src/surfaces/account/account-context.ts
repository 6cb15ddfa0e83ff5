import type { IdentityDeps } from '../../features/identity/index.ts'
import type { MakeSharedLimit } from '../../platform/http/shared-limit.ts'
import type { Log } from '../../platform/log.ts'
import type { Site } from '../../platform/pages/index.ts'

export interface AccountContext extends IdentityDeps {
  site: Site
  log: Log
  sharedLimit: MakeSharedLimit
}
