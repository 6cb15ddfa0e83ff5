import { type ErrorCode, errors } from '@osteocom/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { maskUrl } from '../log.ts'
import { type Failure, failurePage, type Site } from '../pages/index.ts'
import { parseForm } from './form.ts'
import { knownLocale } from './page-locale.ts'
import { refusalFor } from './refusals.ts'
import type { HttpApp } from './server.ts'

/**
 * Mounts pages for people: never framed, never cached, forms as their only bodies and only from our own pages, and a page
 * of its own for every failure.
 */
export function pageScope(
  app: HttpApp,
  { site, log }: { site: Site; log: Log },
  mount: (scope: HttpApp) => void,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => parseForm(body),
    )
    scope.addHook('onRequest', async (request, reply) => {
      reply.headers(pageHeaders({}))
      if (request.method === 'POST') requireOwnPage(request, site.publicUrl)
    })
    scope.setErrorHandler((error, request, reply) => {
      sendFailure({ site, log }, error, request, reply)
    })
    mount(scope)
  })
}

/** The headers of a page; `formTargets` are origins beside our own that a form may lead to, directly or by redirect. */
export function pageHeaders({ formTargets = [] }: { formTargets?: readonly string[] }): Record<string, string> {
  return {
    'cache-control': 'no-store',
    // Not no-referrer: browsers would then send their forms with an origin of null.
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'cross-origin-opener-policy': 'same-origin',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
      `base-uri 'none'; form-action ${["'self'", ...formTargets].join(' ')}; frame-ancestors 'none'`,
    'content-type': 'text/html; charset=utf-8',
  }
}

// Browsers send where a form comes from; what sends neither header is no browser on our pages.
function requireOwnPage(request: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin === publicUrl || site === 'same-origin') return
  throw new AppError('CrossSiteRequest')
}

const failureOf: Partial<Record<ErrorCode, Failure>> = {
  NotFound: 'notFound',
  MethodNotAllowed: 'notFound',
  RateLimited: 'slowDown',
}

function sendFailure(
  { site, log }: { site: Site; log: Log },
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const refusal = refusalFor(error)
  if (refusal.code === 'SignInRequired') {
    // What was posted is lost on the way, so whoever signs in begins at the page again.
    const next = request.method === 'GET' ? request.url : site.home
    reply.redirect(`${site.signIn}?next=${encodeURIComponent(next)}`, 303)
    return
  }
  const { status } = errors[refusal.code]
  if (status >= 500) {
    log.error({ requestId: request.id, method: request.method, url: maskUrl(request.url), err: error }, refusal.code)
  }
  const retryAfter = refusal.retryAfterSeconds ?? (status === 503 ? 1 : undefined)
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  const failure = failureOf[refusal.code] ?? (status === 503 ? 'busy' : status >= 500 ? 'broken' : 'refused')
  const retryUrl = request.method === 'GET' && failure !== 'refused' ? { retryUrl: request.url } : {}
  reply
    .code(status)
    .headers(pageHeaders({}))
    .send(
      failurePage({
        shell: site.shell,
        locale: knownLocale(request),
        failure,
        reference: request.id,
        ...retryUrl,
      }),
    )
}
