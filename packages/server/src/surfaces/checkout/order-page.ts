import type { FastifyRequest } from 'fastify'
import type { Visitor } from '../../features/identity/index.ts'
import { cancelOrder, findOrder, type Order, settleOrder } from '../../features/orders/index.ts'
import { AppError } from '../../platform/errors.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { SharedLimit } from '../../platform/http/shared-limit.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { CheckoutContext } from './checkout-context.ts'
import { orderPage } from './views/index.ts'
import { findWayBack } from './way-back.ts'

const path = '/checkout/orders/:orderId'

// How often one account may have the payment provider asked; past it the page tells what is known.
const askingBudget = { burst: 30, perSecond: 0.5 }

interface ForOrder {
  Params: { orderId: string }
}

/** `/checkout/orders/…`: where the buyer comes back to, and how the order stands whenever it is looked at. */
export function mountOrder(scope: HttpApp, ctx: CheckoutContext): void {
  const asking = ctx.sharedLimit('order-look', askingBudget)
  scope.get<ForOrder>(path, async (request, reply) => {
    const visitor = await requireVisitor(ctx, request)
    const found = await requireOrder(ctx, request.params.orderId, visitor)
    const { order, isProviderSilent } = await lookAgain(ctx, asking, found, visitor)
    const locale = pageLocale(request, reply, order.locale)
    const back = await findWayBack(ctx.db, order)
    return reply.send(orderPage({ site: ctx.site, locale, visitor, order, back, isProviderSilent }))
  })
  refuseOtherMethods(scope, path, ['GET', 'HEAD'])
  scope.post<ForOrder>(`${path}/cancel`, async (request, reply) => {
    const visitor = await requireVisitor(ctx, request)
    const { id } = await requireOrder(ctx, request.params.orderId, visitor)
    await cancelOrder(ctx, { orderId: id, accountId: visitor.accountId })
    return reply.redirect(`/checkout/orders/${id}`, 303)
  })
  refuseOtherMethods(scope, `${path}/cancel`, ['POST'])
}

async function requireVisitor({ findVisitor }: CheckoutContext, { headers }: FastifyRequest): Promise<Visitor> {
  const visitor = await findVisitor(headers)
  if (!visitor) throw new AppError('SignInRequired')
  return visitor
}

// Another's order and none at all are alike.
async function requireOrder({ db }: CheckoutContext, orderId: string, { accountId }: Visitor): Promise<Order> {
  const order = /^\w{1,64}$/.test(orderId) ? await findOrder(db, { orderId, accountId }) : undefined
  if (!order) throw new AppError('NotFound')
  return order
}

/** The order as the provider tells it now, while there is something to wait for. */
async function lookAgain(
  ctx: CheckoutContext,
  asking: SharedLimit,
  found: Order,
  { accountId }: Visitor,
): Promise<{ order: Order; isProviderSilent: boolean }> {
  const known = { order: found, isProviderSilent: false }
  if (found.state !== 'open' && found.state !== 'pending') return known
  try {
    await asking.take(accountId)
    const order = await settleOrder(ctx, { orderId: found.id })
    return order ? { order, isProviderSilent: false } : known
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'RateLimited') return known
    if (error.code === 'Unavailable') return { order: found, isProviderSilent: true }
    throw error
  }
}
