import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { IdentityPolicy } from '../partners/index.ts'
import { findProductStatus, type ProductStatusRow } from './product-status-store.ts'

/** A course as a partner offers it. */
export interface Product {
  channelId: string
  title: string
  subtitle: string
  /** A storage path below `public/`, or empty. */
  cover: string
  language: string
  authors: { name: string; image: string }[]
  lessons: number
  durationSeconds: number
  priceMinor: number
  currency: string
  minorDigits: number
}

/** What a card shows. Everything but the first two looks the same to whoever sees it. */
export type ProductStatus =
  | { status: 'Ok'; product: Product }
  | { status: 'AlreadyOwned'; product: Product }
  | { status: 'InvalidInput' }
  | { status: 'InvalidClient' }
  | { status: 'IntegrationMismatch' }
  | { status: 'ProductNotFound' }
  | { status: 'ProductNotInCatalog' }

/** What was asked; undefined is what was missing or malformed. */
export interface ProductQuestion {
  clientId: string | undefined
  productId: string | undefined
  partnerUserId: string | undefined
}

/** What was found, before it is settled whether the visitor's id may be believed. */
export interface ProductReading {
  /** Undefined where there is no such partner. */
  partner: { id: string; origins: string[]; identity: IdentityPolicy } | undefined
  /** The outcome for a visitor whose id may be believed, or for one whose id may not. */
  statusFor: (visitor: { mayShowOwned: boolean }) => ProductStatus
}

// Ids are 24 hex digits and a customer's id is never empty: nothing is ever found under this one.
const nothing = ''

/** Reads what a card shows, in one statement whatever was asked, so that errors take as long as answers. */
export async function readProductStatus(
  deps: { db: Database; clock: Clock },
  asked: ProductQuestion,
): Promise<ProductReading> {
  const { clientId = nothing, productId = nothing, partnerUserId = nothing } = asked
  const row = await findProductStatus(deps.db, { clientId, productId, partnerUserId, now: deps.clock.now() })
  const isComplete = [clientId, productId, partnerUserId].every((value) => value !== nothing)
  return {
    partner: partnerOf(row),
    statusFor: ({ mayShowOwned }) => (isComplete ? statusOf(row, mayShowOwned) : { status: 'InvalidInput' }),
  }
}

function statusOf(row: ProductStatusRow, mayShowOwned: boolean): ProductStatus {
  if (row.partnerId === null || !row.isOnline) return { status: 'InvalidClient' }
  if (row.path !== 'iframe') return { status: 'IntegrationMismatch' }
  if (row.channelId === null) return { status: 'ProductNotFound' }
  if (row.priceMinor === null) return { status: 'ProductNotInCatalog' }
  const { channelId, title, subtitle, cover, language, authors, lessons, durationSeconds } = row
  const { priceMinor, currency, minorDigits } = row
  return {
    status: row.isOwned && mayShowOwned ? 'AlreadyOwned' : 'Ok',
    product: {
      channelId,
      title,
      subtitle,
      cover,
      language,
      authors,
      lessons,
      durationSeconds,
      priceMinor,
      currency,
      minorDigits,
    },
  }
}

function partnerOf({ partnerId, origins, identityMode, identityKeys }: ProductStatusRow): ProductReading['partner'] {
  if (partnerId === null) return undefined
  const keys = identityKeys.map(({ id, sealed }) => ({ id, sealed: Buffer.from(sealed, 'base64') }))
  return { id: partnerId, origins, identity: { mode: identityMode ?? 'off', keys } }
}
