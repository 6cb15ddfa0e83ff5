import type { IncomingMessage, ServerResponse } from 'node:http'
import { createShop } from './shop.ts'

export interface ApiPartnerOptions {
  /** Where the platform answers, e.g. http://localhost:5000: the shop knows nothing else of it. */
  platformUrl: string
  clientId: string
  clientSecret: string
  /** The path the shop is mounted under, e.g. /demo/api-partner */
  basePath: string
}

/** The demo partner's shop: a handler for every URL below `basePath`, which never throws. */
export function createApiPartner(
  options: ApiPartnerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const withoutSlash = (text: string) => text.replace(/\/+$/, '')
  return createShop({
    ...options,
    platformUrl: withoutSlash(options.platformUrl),
    basePath: withoutSlash(options.basePath),
  })
}
