import { takeCallback } from '../../features/orders/index.ts'
import {
  actOnSandboxPayment,
  findSandboxPayment,
  possibleActions,
  type SandboxPayment,
  sandboxActions,
} from '../../features/payments/index.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { negotiateLocale } from '../../platform/i18n/index.ts'
import type { CheckoutContext } from './checkout-context.ts'
import { sandboxPage } from './views/index.ts'

const path = '/checkout/sandbox/:sessionId'

interface ForPayment {
  Params: { sessionId: string }
}

/** `/checkout/sandbox/…`: where a provider's own page would be, with a button for whatever a buyer and a bank may do. */
export function mountSandbox(scope: HttpApp, ctx: CheckoutContext): void {
  scope.get<ForPayment>(path, async (request, reply) => {
    const payment = await requirePayment(ctx, request.params.sessionId)
    const locale = pageLocale(request, reply, negotiateLocale(payment.locale))
    const actions = possibleActions(payment, ctx.clock.now())
    return reply.send(sandboxPage({ site: ctx.site, locale, seller: ctx.config.seller.name, payment, actions }))
  })
  scope.post<ForPayment & { Body: Record<string, string> | undefined }>(path, async (request, reply) => {
    const { id } = await requirePayment(ctx, request.params.sessionId)
    const action = sandboxActions.find((each) => each === request.body?.['action'])
    if (action === undefined) throw invalidField('action', 'must be one of the page’s buttons')
    const { callback, next } = await actOnSandboxPayment(ctx, { sessionId: id, action })
    if (callback) await deliver(ctx, callback)
    return reply.redirect(next, 303)
  })
  refuseOtherMethods(scope, path, ['GET', 'HEAD', 'POST'])
}

async function requirePayment({ db, payments }: CheckoutContext, sessionId: string): Promise<SandboxPayment> {
  const isAddress = payments.name === 'sandbox' && /^\w{1,100}$/.test(sessionId)
  const payment = isAddress ? await findSandboxPayment(db, sessionId) : undefined
  if (!payment) throw new AppError('NotFound')
  return payment
}

// A provider sends its buyer on whether or not its callback was taken, and the order is read anew in any case.
async function deliver(
  ctx: CheckoutContext,
  callback: { body: Buffer; headers: Record<string, string> },
): Promise<void> {
  try {
    await takeCallback(ctx, { provider: 'sandbox', ...callback })
  } catch (error) {
    ctx.log.warn({ err: error }, 'a callback of the sandbox was not taken')
  }
}
