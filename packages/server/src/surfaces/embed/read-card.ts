import { type ProductStatus, readProductStatus } from '../../features/licensing/index.ts'
import { type IdentityObserver, mayBelieve, recogniseVisitor } from '../../features/partners/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { CardQuery } from './card-query.ts'
import type { KnownOrigins } from './known-origins.ts'
import { visitedPage } from './visited-page.ts'

export interface CardReading {
  answer: ProductStatus
  /** Of the partner, where there is one. */
  origins: string[]
  /** The partner's page it stands on, where the browser says so. */
  page: URL | undefined
  /** The visitor's id where it may be relied on. */
  partnerUserId: string | undefined
}

export interface ReadingDeps {
  db: Database
  clock: Clock
  identitySealKey: Buffer
  observer: IdentityObserver
  known: KnownOrigins
}

/** What the card or the purchase state has to say to this visitor now. */
export async function readCard(
  deps: ReadingDeps,
  query: CardQuery,
  referrer: string | undefined,
): Promise<CardReading> {
  const { partner, statusFor } = await readProductStatus(deps, query)
  const believed = statusFor({ mayShowOwned: true })
  if (!partner) return { answer: believed, origins: [], page: undefined, partnerUserId: undefined }
  const { origins, identity } = partner
  deps.known.remember(partner.id, origins)
  const page = visitedPage(referrer, origins)
  const { clientId, productId, partnerUserId } = query
  const isCourse = believed.status === 'Ok' || believed.status === 'AlreadyOwned'
  if (!isCourse || !clientId || !productId || !partnerUserId)
    return { answer: believed, origins, page, partnerUserId: undefined }
  const recognition = await recogniseVisitor(deps, identity, { clientId, productId, partnerUserId }, query.token)
  if (identity.mode !== 'off')
    deps.observer.note({ partnerId: partner.id, recognition, page: page && page.origin + page.pathname })
  const mayShowOwned = mayBelieve(identity, recognition)
  return {
    answer: statusFor({ mayShowOwned }),
    origins,
    page,
    partnerUserId: mayShowOwned ? partnerUserId : undefined,
  }
}
