import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { findVideoRight } from './licensing-store.ts'

export interface VideoClaim {
  partnerId: string
  partnerUserId: string
  /** base64url, as the partner sent it. */
  accessKey: string
  channelId: string
  videoId: string
}

/** The customer who may watch this video, or `AccessDenied`. */
export async function requireVideoRight(
  deps: { db: Database; clock: Clock },
  claim: VideoClaim,
): Promise<{ customerId: string }> {
  const found = await findVideoRight(deps.db, { ...claim, now: deps.clock.now() })
  // Unknown customer and wrong key refuse alike, so that a partner cannot probe for another partner's customers.
  if (!found || !isSameKey(found.accessKey, claim.accessKey)) throw new AppError('AccessDenied')
  return { customerId: found.customerId }
}

function isSameKey(known: Buffer, given: string): boolean {
  const text = Buffer.from(known.toString('base64url'))
  const other = Buffer.from(given)
  return text.length === other.length && timingSafeEqual(text, other)
}
