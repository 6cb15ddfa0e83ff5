import type { FindVisitor } from '../../features/identity/index.ts'
import type { OrderDeps } from '../../features/orders/index.ts'
import type { MakeSharedLimit } from '../../platform/http/shared-limit.ts'
import type { Site } from '../../platform/pages/index.ts'
import type { TokenKind } from '../../platform/tokens.ts'

/** What the checkout's pages stand on. */
export interface CheckoutContext extends OrderDeps {
  config: { seller: { name: string } }
  site: Site
  intentToken: TokenKind
  sandboxCallbackKey: Buffer
  findVisitor: FindVisitor
  sharedLimit: MakeSharedLimit
}
