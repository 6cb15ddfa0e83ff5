import type { IncomingMessage, ServerResponse } from 'node:http'
import { assets } from './assets.ts'
import type { IframePartnerOptions } from './options.ts'
import { changeReader, readerCookie, readReader } from './reader.ts'
import { lostPage } from './views/lost-page.ts'
import { paperPage } from './views/paper-page.ts'

export type { IframePartnerOptions } from './options.ts'

const formLimit = 1024

/** The demo magazine: a handler for every URL of its server, which never throws. It keeps nothing and calls nobody. */
export function createIframePartner(
  given: IframePartnerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const options = {
    ...given,
    platformUrl: given.platformUrl.replace(/\/+$/, ''),
    basePath: given.basePath.replace(/\/+$/, ''),
  }
  return (request, response) => {
    answer(request, response, options).catch(() => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' })
      response.end()
    })
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: IframePartnerOptions,
): Promise<void> {
  const { basePath } = options
  const { pathname } = new URL(request.url ?? '/', 'http://magazine.invalid')
  // The platform may know a page of ours by its origin only, and send a buyer back there.
  if (pathname === '/' || pathname === basePath) return redirect(response, `${basePath}/`)
  const path = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : ''

  response.setHeader('x-content-type-options', 'nosniff')
  const asset = assets.get(path)
  const isDesk = path === '/desk'
  const allowed = isDesk ? 'POST' : 'GET, HEAD'
  if (!allowed.split(', ').includes(request.method ?? '')) {
    return void response.writeHead(405, { allow: allowed }).end()
  }
  if (asset) {
    const headers = { 'content-type': asset.type, 'cache-control': 'public, max-age=31536000, immutable' }
    return void response.writeHead(200, headers).end(asset.content)
  }

  const { cookie, 'accept-language': acceptLanguage } = request.headers
  const reader = readReader({ ...(cookie && { cookie }), ...(acceptLanguage && { acceptLanguage }) })
  if (isDesk) {
    const choices = await readForm(request)
    if (request.headers['sec-fetch-site'] !== 'cross-site') {
      response.setHeader('set-cookie', readerCookie(changeReader(reader, choices), basePath))
    }
    return redirect(response, `${basePath}/${choices.get('view') === 'script' ? 'script' : ''}`)
  }

  const isKnown = path === '/' || path === '/script'
  const view = path === '/script' ? 'script' : 'plain'
  response.setHeader('content-security-policy', contentSecurityPolicy(options.platformUrl, view))
  response.setHeader('cache-control', 'no-store')
  response.setHeader('vary', 'cookie, accept-language')
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
  response.writeHead(isKnown ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
  response.end((isKnown ? paperPage({ options, reader, view }) : lostPage({ options, reader })).text)
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end()
}

/** The fields of a posted form, as far as a form of ours is ever long. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= formLimit) chunks.push(chunk)
  }
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

function contentSecurityPolicy(platformUrl: string, view: 'plain' | 'script'): string {
  const platform = new URL(platformUrl).origin
  return [
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    `frame-src ${platform}`,
    ...(view === 'script' ? [`script-src ${platform}`] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
