import type { Database } from '../../platform/database/open.ts'
import type { Intent } from './intent.ts'
import { findOfferOf, type Offer } from './offer-store.ts'

/** What the intent would buy, read live; undefined where it is no longer for sale or the partner is off line. */
export async function findOffer(
  deps: { db: Database },
  { partnerId, channelId }: Pick<Intent, 'partnerId' | 'channelId'>,
): Promise<Offer | undefined> {
  return findOfferOf(deps.db, { partnerId, channelId })
}
