import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface AssetUrls {
  style: string
  script: string
  mark: string
}

const sheets = ['base', 'frame', 'parts', 'customer-menu', 'shelf', 'course', 'order', 'lesson', 'backstage']

const style = assetOf(
  sheets.map((sheet) => readFileSync(new URL(`./styles/${sheet}.css`, import.meta.url), 'utf8')).join('\n'),
  'text/css; charset=utf-8',
)
const script = assetOf(readFileSync(new URL('./shop.js', import.meta.url), 'utf8'), 'text/javascript; charset=utf-8')
const mark = assetOf(readFileSync(new URL('./mark.svg', import.meta.url), 'utf8'), 'image/svg+xml')

const files = new Map([
  ['/assets/shop.css', style],
  ['/assets/shop.js', script],
  ['/assets/mark.svg', mark],
])

/** Where the shop's own files lie; the address changes with the content, so that it may be kept for ever. */
export function assetUrls(basePath: string): AssetUrls {
  return {
    style: `${basePath}/assets/shop.css?v=${style.version}`,
    script: `${basePath}/assets/shop.js?v=${script.version}`,
    mark: `${basePath}/assets/mark.svg?v=${mark.version}`,
  }
}

export function answerAsset(request: IncomingMessage, response: ServerResponse, path: string): void {
  const file = request.method === 'GET' || request.method === 'HEAD' ? files.get(path) : undefined
  response.setHeader('x-content-type-options', 'nosniff')
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain', 'cache-control': 'no-store' }).end('Not found')
    return
  }
  const headers = { 'content-type': file.type, 'cache-control': 'public, max-age=31536000, immutable' }
  response.writeHead(200, headers).end(file.content)
}

function assetOf(content: string, type: string) {
  return { content, type, version: createHash('sha256').update(content).digest('hex').slice(0, 10) }
}
