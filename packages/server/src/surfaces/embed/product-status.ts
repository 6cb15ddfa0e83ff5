import { type ProductStatusReply, productStatusPath } from '@osteocom/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Product, ProductStatus } from '../../features/licensing/index.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import { refuseOtherMethods } from '../../platform/http/strangers.ts'
import { readCardQuery } from './card-query.ts'
import { type ReadingDeps, readCard } from './read-card.ts'

interface Deps extends ReadingDeps {
  publicUrl: string
  /** Takes one from the budget of whoever asks, or refuses. */
  takeTurn(request: FastifyRequest): Promise<void>
}

/** The purchase state as JSON, for a partner that draws its own card: always 200, with the outcome in `status`. */
export function mountProductStatus(app: HttpApp, deps: Deps): void {
  app.get(productStatusPath, async (request, reply) => {
    const query = readCardQuery(request.url)
    reply.header('vary', 'origin').header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    // A page of the partner's may read a refusal too, as far as its origins are known without asking.
    allowOrigin(request, reply, deps.known.recall(query.clientId))
    await deps.takeTurn(request)
    const { answer, origins } = await readCard(deps, query, request.headers.referer)
    allowOrigin(request, reply, origins)
    return reply.type('application/json; charset=utf-8').send(JSON.stringify(present(deps.publicUrl, answer)))
  })
  refuseOtherMethods(app, productStatusPath, ['GET', 'HEAD'])
}

function allowOrigin({ headers: { origin } }: FastifyRequest, reply: FastifyReply, origins: readonly string[]): void {
  if (origin !== undefined && origins.includes(origin)) reply.header('access-control-allow-origin', origin)
  else reply.removeHeader('access-control-allow-origin')
}

function present(publicUrl: string, answer: ProductStatus): ProductStatusReply {
  switch (answer.status) {
    case 'Ok':
      return { status: 'Ok', product: presentProduct(publicUrl, answer.product) }
    case 'AlreadyOwned':
      return {
        status: 'AlreadyOwned',
        product: presentProduct(publicUrl, answer.product),
        myCourses: `${publicUrl}/my-courses/${answer.product.channelId}`,
      }
    case 'InvalidInput':
    case 'InvalidClient':
    case 'IntegrationMismatch':
    case 'ProductNotFound':
    case 'ProductNotInCatalog':
      return { status: answer.status }
  }
}

function presentProduct(publicUrl: string, product: Product) {
  const address = (file: string) => (file === '' ? '' : `${publicUrl}/files/${file}`)
  return {
    idChannel: product.channelId,
    title: product.title,
    subtitle: product.subtitle,
    authors: product.authors.map(({ name, image }) => ({ name, image: address(image) })),
    cover: address(product.cover),
    price: product.priceMinor / 10 ** product.minorDigits,
    currency: product.currency,
    language: product.language,
    lessons: product.lessons,
    durationSeconds: Math.round(product.durationSeconds),
  }
}
