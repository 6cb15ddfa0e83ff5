import { createServer, type Server } from 'node:http'
import { close, listen } from '../../api-partner/testing/stub-platform.ts'
import { createIframePartner } from '../server.ts'

export const clientId = '66f1a2c04be19d0037a1d002'
export const productIds = { discs: 'a'.repeat(24), dome: 'b'.repeat(24), stride: 'c'.repeat(24) }

export interface Stand {
  /** The magazine's first page. */
  url: string
  platformUrl: string
  /** What the platform was asked for: the query of each card, and where its page said it stood. */
  cards: { query: URLSearchParams; referer: string | undefined }[]
  close(): Promise<void>
}

/** The magazine on an origin of its own, beside a platform that shows a plain card and a script that says it ran. */
export async function openStand(): Promise<Stand> {
  const cards: Stand['cards'] = []
  const platform = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://platform.invalid')
    if (pathname === '/embed/card.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' })
      response.end('document.documentElement.dataset.cards = String(document.querySelectorAll("iframe").length)')
      return
    }
    if (pathname === '/embed/content-licensing') cards.push({ query: searchParams, referer: request.headers.referer })
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end(`<!doctype html><title>Card</title><a href="/" target="_top">Buy ${searchParams.get('productId')}</a>`)
  })
  const platformUrl = await listen(platform)
  const magazine: Server = createServer(createIframePartner({ platformUrl, clientId, productIds, basePath: '/paper/' }))
  const origin = await listen(magazine)
  return {
    url: `${origin}/paper/`,
    platformUrl,
    cards,
    async close() {
      await close(magazine)
      await close(platform)
    },
  }
}
