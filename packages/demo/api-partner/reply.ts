import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Html } from './views/html.ts'

export interface Page {
  title: string
  body: Html
}

/** What a route answers: a page, or the way to another. */
export type Outcome = { status: number; page: Page; allow?: string } | { redirect: string }

type Reply = { status: number; markup: Html; allow?: string } | { redirect: string }

const formLimit = 8 * 1024

export function send(response: ServerResponse, reply: Reply, platformOrigin: string): void {
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  // The platform and other sites learn which shop sent the visitor, not which page.
  response.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
  response.setHeader('content-security-policy', contentSecurityPolicy(platformOrigin))
  if ('redirect' in reply) {
    response.writeHead(303, { location: reply.redirect }).end()
    return
  }
  if (reply.allow !== undefined) response.setHeader('allow', reply.allow)
  if (reply.status === 503) response.setHeader('retry-after', '5')
  response.writeHead(reply.status, { 'content-type': 'text/html; charset=utf-8' }).end(reply.markup.text)
}

/** The fields of a posted form; a form larger than ours ever are is refused. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= formLimit) chunks.push(chunk)
  }
  return new URLSearchParams(length > formLimit ? '' : Buffer.concat(chunks).toString())
}

function contentSecurityPolicy(platformOrigin: string): string {
  return [
    "default-src 'none'",
    `img-src 'self' ${platformOrigin}`,
    `media-src ${platformOrigin}`,
    `frame-src ${platformOrigin}`,
    "style-src 'self'",
    "script-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
