import { errors } from '@osteocom/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Product, ProductStatus } from '../../features/licensing/index.ts'
import { signIntent } from '../../features/orders/index.ts'
import { isSendable } from '../../features/partners/index.ts'
import { refusalFor } from '../../platform/http/refusals.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { type SplicedPage, sendSpliced } from '../../platform/http/spliced-page.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { type Locale, negotiateLocale } from '../../platform/i18n/index.ts'
import { type Log, maskUrl } from '../../platform/log.ts'
import type { Random } from '../../platform/random.ts'
import type { TokenKind } from '../../platform/tokens.ts'
import { cardPages, visitorsOwn } from './card-pages.ts'
import { type CardQuery, readCardQuery } from './card-query.ts'
import { embedHeaders } from './framing.ts'
import { type CardReading, type ReadingDeps, readCard } from './read-card.ts'
import type { CardCourse, CardProps, CardState, CardStyles, Theme } from './views/index.ts'

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
  const answers = { ...deps, pageOf: cardPages() }
  scope.setErrorHandler((error, request, reply) => sendFailure(answers, error, request, reply))
  scope.setNotFoundHandler(
    { preHandler: async (request: FastifyRequest) => deps.takeStrangersTurn(request) },
    (request, reply) =>
      sendCard(answers, request, reply.code(404), { query: readCardQuery(request.url), ...unavailable }),
  )
  scope.get(path, async (request, reply) => {
    await deps.takeTurn(request)
    const query = readCardQuery(request.url)
    const reading = await readCard(deps, query, request.headers.referer)
    const { answer, origins } = reading
    const intent =
      answer.status === 'Ok' ? intentFor(deps, query, answer.product, reading, localeOf(request, query)) : undefined
    return sendCard(answers, request, reply, { query, origins, intent, state: stateOf(deps, answer) })
  })
  refuseOtherMethods(scope, path, ['GET', 'HEAD'])
}

function stateOf({ publicUrl }: CardDeps, answer: ProductStatus): CardState {
  switch (answer.status) {
    case 'Ok': {
      const { priceMinor, currency } = answer.product
      const buyUrl = `${publicUrl}/checkout?intent=${visitorsOwn}`
      return { kind: 'offer', course: courseOf(answer.product), priceMinor, currency, buyUrl }
    }
    case 'AlreadyOwned': {
      const watchUrl = `${publicUrl}/my-courses/${answer.product.channelId}`
      return { kind: 'owned', course: courseOf(answer.product), watchUrl }
    }
    case 'InvalidInput':
    case 'InvalidClient':
    case 'IntegrationMismatch':
    case 'ProductNotFound':
    case 'ProductNotInCatalog':
      return unavailable.state
  }
}

function intentFor(
  deps: CardDeps,
  { clientId = '' }: CardQuery,
  { channelId, priceMinor, currency }: Product,
  { page, origins, partnerUserId }: CardReading,
  locale: Locale,
): string {
  const returnTo = page?.href ?? origins.find(isSendable)
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

interface Answers extends CardDeps {
  pageOf: (props: CardProps) => SplicedPage
}

interface Card {
  query: CardQuery
  state: CardState
  /** Of who may frame it. */
  origins: readonly string[]
  /** What the button of this very visitor carries. */
  intent?: string | undefined
}

const unavailable = { state: { kind: 'unavailable' }, origins: [] } as const

function sendCard(
  { styles, brandName, pageOf }: Answers,
  request: FastifyRequest,
  reply: FastifyReply,
  { query, state, origins, intent }: Card,
): FastifyReply {
  const isFitted = state.kind !== 'unavailable' && query.fit !== undefined && origins.includes(query.fit)
  const script = isFitted ? "script-src 'self'; " : ''
  reply.headers(embedHeaders({ origins, sources: `img-src 'self'; style-src ${styles.source}; ${script}` }))
  const [locale, theme] = [localeOf(request, query), themeOf(query)]
  const page = pageOf({ styles, locale, theme, brandName, state, fitFor: isFitted ? query.fit : undefined })
  return sendSpliced(request, reply, page, intent)
}

function sendFailure(answers: Answers, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalFor(error)
  const { status } = errors[refusal.code]
  if (status >= 500) {
    answers.log.error({ requestId: request.id, url: maskUrl(request.url), err: error }, refusal.code)
  }
  const retryAfter = refusal.retryAfterSeconds ?? (status === 503 ? 1 : undefined)
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  const query = readCardQuery(request.url)
  // Framed by whom we last knew of: then a reader sees the neutral card rather than the browser's complaint.
  sendCard(answers, request, reply.code(status), {
    ...unavailable,
    query,
    origins: answers.known.recall(query.clientId),
  })
}

function localeOf(request: FastifyRequest, query: CardQuery): Locale {
  return negotiateLocale(query.lang, request.headers['accept-language'])
}

function themeOf({ theme }: CardQuery): Theme {
  return theme === 'light' || theme === 'dark' ? theme : 'auto'
}
