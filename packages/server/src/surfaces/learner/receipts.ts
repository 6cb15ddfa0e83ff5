import type { FindVisitor } from '../../features/identity/index.ts'
import { findOrder, findReceipts } from '../../features/orders/index.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { Site } from '../../platform/pages/index.ts'
import { isId } from './is-id.ts'
import { requireVisitor } from './require-visitor.ts'
import { receiptPage, receiptsPage, type Seller } from './views/index.ts'

export interface ReceiptsContext {
  db: Database
  findVisitor: FindVisitor
  site: Site
  config: { seller: Seller }
}

/** The receipts of whoever is signed in; somebody else's is as unknown as one that nobody has. */
export function receiptPages(scope: HttpApp, ctx: ReceiptsContext): void {
  const { site } = ctx
  scope.get('/receipts', async (request, reply) => {
    const visitor = await requireVisitor(ctx, request)
    const locale = pageLocale(request, reply)
    const orders = await findReceipts(ctx.db, visitor.accountId)
    return receiptsPage({ site, locale, url: request.url, visitor, orders })
  })
  refuseOtherMethods(scope, '/receipts', ['GET', 'HEAD'])

  scope.get<{ Params: { orderId: string } }>('/receipts/:orderId', async (request, reply) => {
    const visitor = await requireVisitor(ctx, request)
    const locale = pageLocale(request, reply)
    const { orderId } = request.params
    const order = isId(orderId) ? await findOrder(ctx.db, { orderId, accountId: visitor.accountId }) : undefined
    if (!order?.receiptNumber) throw new AppError('NotFound')
    return receiptPage({ site, locale, url: request.url, visitor, order, seller: ctx.config.seller })
  })
  refuseOtherMethods(scope, '/receipts/:orderId', ['GET', 'HEAD'])
}
