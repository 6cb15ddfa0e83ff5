import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Visitor } from '../../features/identity/index.ts'
import { type Intent, type Offer, type StartedOrder, startOrder } from '../../features/orders/index.ts'
import { AppError } from '../../platform/errors.ts'
import { pageLocale } from '../../platform/http/page-locale.ts'
import { pageHeaders } from '../../platform/http/page-scope.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import type { Locale } from '../../platform/i18n/index.ts'
import { mayAskForMarketing, recordAgreements, termsVersion } from './agreements.ts'
import type { CheckoutContext } from './checkout-context.ts'
import { type CheckoutField, type CheckoutValues, readCheckoutForm } from './checkout-form.ts'
import { type Consideration, considerIntent } from './consider-intent.ts'
import { likelyCountry } from './countries.ts'
import { checkoutPage, checkoutUrl, type Trouble, troublePage } from './views/index.ts'
import { findWayBack } from './way-back.ts'

const path = '/checkout'

/** `/checkout`: what is bought, who buys it, and on to the payment provider's page. */
export function mountCheckout(scope: HttpApp, ctx: CheckoutContext): void {
  scope.get<{ Querystring: { intent?: unknown } }>(path, async (request, reply) => {
    const token = typeof request.query.intent === 'string' ? request.query.intent : ''
    const visitor = await ctx.findVisitor(request.headers)
    const considered = await considerIntent(ctx, { token, accountId: visitor?.accountId })
    const turn = { ctx, reply, token, visitor, locale: pageLocale(request, reply, considered.intent?.locale) }
    if ('trouble' in considered) return sendTrouble(turn, considered)
    return sendCheckout(turn, considered.offer, { values: nothingYet(request), wrong: [] })
  })
  scope.post<{ Body: Record<string, string> | undefined }>(path, async (request, reply) => {
    const fields = request.body ?? {}
    const token = fields['intent'] ?? ''
    const visitor = await ctx.findVisitor(request.headers)
    // The log-in ended meanwhile: the page itself says how to go on.
    if (!visitor) return reply.redirect(checkoutUrl(token), 303)
    const considered = await considerIntent(ctx, { token, accountId: visitor.accountId })
    const turn = { ctx, reply, token, visitor, locale: pageLocale(request, reply, considered.intent?.locale) }
    if ('trouble' in considered) return sendTrouble(turn, considered)
    const form = readCheckoutForm(visitor.name === '' ? fields : { ...fields, name: visitor.name })
    if (form.wrong.length > 0) return sendCheckout(turn, considered.offer, form)
    return order({ ...turn, visitor }, considered, form.values)
  })
  refuseOtherMethods(scope, path, ['GET', 'HEAD', 'POST'])
}

interface Turn {
  ctx: CheckoutContext
  reply: FastifyReply
  token: string
  visitor: Visitor | undefined
  locale: Locale
}

async function order(
  turn: Turn & { visitor: Visitor },
  { intent, offer }: { intent: Intent; offer: Offer },
  values: CheckoutValues,
): Promise<FastifyReply> {
  const { ctx, reply, token, visitor, locale } = turn
  const { accountId, email } = visitor
  const { name, country, company, vatNumber, mayBeMailed } = values
  const started = await unlessAway(
    startOrder(ctx, {
      intent,
      accountId,
      buyer: { name, email, country, company: company || undefined, vatNumber: vatNumber || undefined },
      agreedPriceMinor: intent.priceMinor,
      termsVersion,
      locale,
    }),
  )
  switch (started.outcome) {
    case 'pay':
      await recordAgreements(ctx, { accountId, mayBeMailed })
      return reply.redirect(started.url, 303)
    case 'away':
      reply.header('retry-after', '60')
      return sendTrouble(turn, { intent, trouble: { kind: 'providerAway', offer, intent: token } })
    case 'not-payable':
      return sendTrouble(turn, { intent, trouble: { kind: 'notForSale' } })
    case 'already-owned':
    case 'price-changed':
    case 'not-for-sale':
      // It changed while we looked: the page that says so is the one that any later visit sees.
      return reply.redirect(checkoutUrl(token), 303)
  }
}

/** The order started, or that the payment page could not be opened: then nothing can have been charged. */
async function unlessAway(starting: Promise<StartedOrder>): Promise<StartedOrder | { outcome: 'away' }> {
  try {
    return await starting
  } catch (error) {
    if (error instanceof AppError && error.code === 'Unavailable') return { outcome: 'away' }
    throw error
  }
}

async function sendCheckout(
  { ctx, reply, token, visitor, locale }: Turn,
  offer: Offer,
  { values, wrong }: { values: CheckoutValues; wrong: readonly CheckoutField[] },
): Promise<FastifyReply> {
  const { site, config, payments } = ctx
  const page = { site, locale, seller: config.seller.name, offer, intent: token }
  const formTargets = payments.pageOrigin === undefined ? [] : [payments.pageOrigin]
  reply.code(wrong.length > 0 ? 422 : 200).headers(pageHeaders({ formTargets }))
  if (!visitor) return reply.send(checkoutPage(page))
  const { name, email, accountId } = visitor
  const asksMarketing = await mayAskForMarketing(ctx.db, accountId)
  return reply.send(checkoutPage({ ...page, buyer: { name, email, asksMarketing, values, wrong } }))
}

const statusOf: Record<Trouble['kind'], number> = {
  expired: 410,
  invalid: 400,
  notForSale: 410,
  owned: 200,
  priceChanged: 200,
  providerAway: 503,
}

async function sendTrouble(
  { ctx, reply, token, visitor, locale }: Turn,
  { intent, trouble }: Extract<Consideration, { trouble: Trouble }>,
): Promise<FastifyReply> {
  const back = intent && (await findWayBack(ctx.db, intent))
  const url = checkoutUrl(token)
  return reply.code(statusOf[trouble.kind]).send(troublePage({ site: ctx.site, locale, url, visitor, trouble, back }))
}

function nothingYet(request: FastifyRequest): CheckoutValues {
  return {
    name: '',
    country: likelyCountry(request.headers['accept-language']) ?? '',
    company: '',
    vatNumber: '',
    hasAcceptedTerms: false,
    startsAtOnce: false,
    mayBeMailed: false,
  }
}
