import { errors } from '@osteocom/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Product } from '../../features/licensing/index.ts'
import { signIntent } from '../../features/orders/index.ts'
import { isSendable } from '../../features/partners/index.ts'
import { refusalFor } from '../../platform/http/refusals.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { type Locale, negotiateLocale } from '../../platform/i18n/index.ts'
import { type Log, maskUrl } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { type CardQuery, readCardQuery } from './card-query.ts'
import { embedHeaders } from './framing.ts'
import { type CardReading, type ReadingDeps, readCard } from './read-card.ts'
import { sendCompressed } from './send-compressed.ts'
import { type CardCourse, type CardState, type CardStyles, renderCard, type Theme } from './views/index.ts'

export interface CardDeps extends ReadingDeps {
  log: Log
  random: Random
  publicUrl: string
  intentToken: TokenKind
  brandName: string
  styles: CardStyles
  takeTurn(request: FastifyRequest): Promise<void>
  /** Counts a stranger's wrong address, or refuses. */
  takeStrangersTurn(request: FastifyRequest): void
}

const path = '/content-licensing'

/** The card, on a scope below `/embed`: whatever happens there is answered with a card, framed by nobody or by the partner. */
export function mountCard(scope: HttpApp, deps: CardDeps): void {
  scope.setErrorHandler((error, request, reply) => sendFailure(deps, error, request, reply))
  scope.setNotFoundHandler(
    { preHandler: async (request: FastifyRequest) => deps.takeStrangersTurn(request) },
    (request, reply) => sendUnavailable(deps, request, reply.code(404), []),
  )
  scope.get(path, async (request, reply) => {
    await deps.takeTurn(request)
    const query = readCardQuery(request.url)
    const reading = await readCard(deps, query, request.headers.referer)
    const state = stateOf(deps, query, reading, localeOf(request, query))
    if (state.kind === 'unavailable') return sendUnavailable(deps, request, reply, reading.origins)
    return sendCard(deps, request, reply, { query, state, origins: reading.origins })
  })
  refuseOtherMethods(scope, path, ['GET', 'HEAD'])
}

function stateOf(deps: CardDeps, query: CardQuery, reading: CardReading, locale: Locale): CardState {
  const { answer } = reading
  switch (answer.status) {
    case 'Ok':
      return {
        kind: 'offer',
        course: courseOf(answer.product),
        priceMinor: answer.product.priceMinor,
        currency: answer.product.currency,
        buyUrl: `${deps.publicUrl}/checkout?intent=${intentFor(deps, query, answer.product, reading, locale)}`,
      }
    case 'AlreadyOwned':
      return {
        kind: 'owned',
        course: courseOf(answer.product),
        watchUrl: `${deps.publicUrl}/my-courses/${answer.product.channelId}`,
      }
    case 'InvalidInput':
    case 'InvalidClient':
    case 'IntegrationMismatch':
    case 'ProductNotFound':
    case 'ProductNotInCatalog':
      return { kind: 'unavailable' }
  }
}

function intentFor(
  deps: CardDeps,
  { clientId = '' }: CardQuery,
  { channelId, priceMinor, currency }: Product,
  { page, origins, partnerUserId }: CardReading,
  locale: Locale,
): string {
  const returnTo = page?.href ?? origins[0]
  return signIntent(deps, { partnerId: clientId, channelId, partnerUserId, priceMinor, currency, returnTo, locale })
}

function courseOf({ title, subtitle, cover, language, authors, lessons, durationSeconds }: Product): CardCourse {
  return {
    title,
    subtitle,
    coverUrl: cover === '' ? '' : `/files/${cover}`,
    language,
    authors: authors.map(({ name }) => name),
    lessons,
    durationSeconds,
  }
}

function sendCard(
  deps: CardDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  { query, state, origins }: { query: CardQuery; state: CardState; origins: readonly string[] },
): Promise<FastifyReply> {
  const { styles, brandName } = deps
  const fitFor = query.fit !== undefined && isSendable(query.fit) && origins.includes(query.fit) ? query.fit : undefined
  const script = fitFor === undefined ? '' : "script-src 'self'; "
  reply.headers(embedHeaders({ origins, sources: `img-src 'self'; style-src ${styles.source}; ${script}` }))
  const [locale, theme] = [localeOf(request, query), themeOf(query)]
  return sendCompressed(request, reply, renderCard({ styles, locale, theme, brandName, state, fitFor }))
}

/** The one card for all that is not to be had, whatever the reason. */
function sendUnavailable(
  deps: CardDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  origins: readonly string[],
): Promise<FastifyReply> {
  return sendCard(deps, request, reply, { query: readCardQuery(request.url), state: { kind: 'unavailable' }, origins })
}

function sendFailure(deps: CardDeps, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalFor(error)
  const { status } = errors[refusal.code]
  if (status >= 500) {
    deps.log.error({ requestId: request.id, url: maskUrl(request.url), err: error }, refusal.code)
  }
  const retryAfter = refusal.retryAfterSeconds ?? (status === 503 ? 1 : undefined)
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  const origins = deps.known.recall(readCardQuery(request.url).clientId)
  void sendUnavailable(deps, request, reply.code(status), origins)
}

function localeOf(request: FastifyRequest, query: CardQuery): Locale {
  return negotiateLocale(query.lang, request.headers['accept-language'])
}

function themeOf({ theme }: CardQuery): Theme {
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}
