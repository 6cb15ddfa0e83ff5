import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerAsset, assetUrls } from './assets.ts'
import { createCallLog } from './call-log.ts'
import {
  type Call,
  createPlatformClient,
  type KeptToken,
  type PlatformAccount,
  PlatformError,
} from './platform-client.ts'
import { type Outcome, readForm, send } from './reply.ts'
import { type Route, routes } from './routes.ts'
import { createSeal } from './seal.ts'
import { layout } from './views/layout.ts'
import { notFoundPage, platformDownPage, somethingBrokePage, staleFormPage } from './views/notices.ts'
import type { Visit } from './visit.ts'
import { newVisitor, type Visitor } from './visitor.ts'
import { readVisitor, visitorCookie } from './visitor-cookie.ts'

interface ShopOptions extends PlatformAccount {
  basePath: string
}

/** The shop as one request handler: finds the visitor and the route, and dresses what comes back. */
export function createShop(options: ShopOptions) {
  const { basePath } = options
  const platformOrigin = new URL(options.platformUrl).origin
  const seal = createSeal(options.clientSecret)
  const kept: KeptToken = { token: undefined }
  const log = createCallLog()
  const assets = assetUrls(basePath)

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end()
    })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://shop.invalid')
    const path = url.pathname.startsWith(`${basePath}/`) ? url.pathname.slice(basePath.length) : ''
    if (url.pathname === basePath) return send(response, { redirect: `${basePath}/` }, platformOrigin)
    if (path.startsWith('/assets/')) return answerAsset(request, response, path)

    const known = readVisitor(seal, request)
    const visit = visitOf(known ?? newVisitor(), url)
    const before = JSON.stringify(known)
    const outcome = await outcomeOf(request, visit, path)
    if (JSON.stringify(visit.visitor) !== before) keepVisitor(request, response, visit.visitor)
    if ('redirect' in outcome) return send(response, outcome, platformOrigin)
    const page = layout(outcome.page, { visit, assets, calls: log.of(visit.visitor.id) })
    return send(response, { ...outcome, markup: page }, platformOrigin)
  }

  function visitOf(visitor: Visitor, url: URL): Visit {
    const witness = (call: Call) => log.add(visitor.id, call)
    return {
      basePath,
      platformUrl: options.platformUrl,
      platformOrigin,
      seal,
      visitor,
      here: url.pathname + url.search,
      query: url.searchParams,
      form: new URLSearchParams(),
      acceptLanguage: '',
      formToken: seal.sign('form', visitor.id),
      platform: createPlatformClient({ ...options, witness }, kept),
    }
  }

  async function outcomeOf(request: IncomingMessage, visit: Visit, path: string): Promise<Outcome> {
    const matches = routes.flatMap((route) => matchOf(route, path))
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const match = matches.find(({ route }) => route.method === method)
    if (matches.length > 0 && !match) return { status: 405, page: notFoundPage(visit), allow: allowed(matches) }
    if (!match) return { status: 404, page: notFoundPage(visit) }
    try {
      visit.acceptLanguage = request.headers['accept-language'] ?? ''
      if (method === 'POST') {
        visit.form = await readForm(request)
        if (!isOwnForm(request, visit)) return { status: 403, page: staleFormPage(visit) }
      }
      return await match.route.handle(visit, match.params)
    } catch (error) {
      if (error instanceof PlatformError) return { status: 503, page: platformDownPage(visit, error) }
      return { status: 500, page: somethingBrokePage(visit) }
    }
  }

  /** Whether the form came from a page of ours that this very visitor was shown. */
  function isOwnForm(request: IncomingMessage, { visitor, form }: Visit): boolean {
    if (request.headers['sec-fetch-site'] === 'cross-site') return false
    return seal.open('form', form.get('token') ?? '') === visitor.id
  }

  function keepVisitor(request: IncomingMessage, response: ServerResponse, visitor: Visitor): void {
    const isSecure = 'encrypted' in request.socket || request.headers['x-forwarded-proto'] === 'https'
    response.setHeader('set-cookie', visitorCookie(seal, visitor, basePath, isSecure))
  }
}

function matchOf(route: Route, path: string): { route: Route; params: Record<string, string> }[] {
  const match = route.path.exec(path)
  return match ? [{ route, params: { ...match.groups } }] : []
}

function allowed(matches: { route: Route }[]): string {
  return matches.map(({ route }) => (route.method === 'GET' ? 'GET, HEAD' : route.method)).join(', ')
}
