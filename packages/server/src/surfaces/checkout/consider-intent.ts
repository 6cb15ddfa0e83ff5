import { accountOwnsChannel } from '../../features/licensing/index.ts'
import { findOffer, type Intent, type Offer, readIntent, signIntent } from '../../features/orders/index.ts'
import type { CheckoutContext } from './checkout-context.ts'
import type { Trouble } from './views/index.ts'

/** Whether what *Buy* carried can be bought now as it was shown; if not, why, and where the buyer came from. */
export type Consideration = { intent: Intent; offer: Offer } | { intent: Intent | undefined; trouble: Trouble }

type Deps = Pick<CheckoutContext, 'db' | 'clock' | 'random' | 'intentToken'>

export async function considerIntent(
  deps: Deps,
  { token, accountId }: { token: string; accountId: string | undefined },
): Promise<Consideration> {
  const carried = await readIntent(deps, token)
  if (!('intent' in carried)) return { intent: undefined, trouble: { kind: 'invalid' } }
  const { intent } = carried
  const offer = await findOffer(deps, intent)
  if (accountId !== undefined && (await owns(deps, accountId, intent))) {
    return { intent, trouble: { kind: 'owned', channelId: intent.channelId, offer } }
  }
  if ('refused' in carried) return { intent, trouble: { kind: 'expired' } }
  if (!offer) return { intent, trouble: { kind: 'notForSale' } }
  if (!isPrice(offer, intent)) return { intent, trouble: priceChange(deps, intent, offer) }
  return { intent, offer }
}

/** The trouble of a price that is not the one shown, with an intent at the price that is. */
function priceChange(deps: Deps, intent: Intent, offer: Offer): Trouble {
  const { priceMinor, currency } = offer
  return {
    kind: 'priceChanged',
    offer,
    old: { priceMinor: intent.priceMinor, currency: intent.currency },
    freshIntent: signIntent(deps, { ...intent, priceMinor, currency }),
  }
}

function isPrice(offer: Offer, intent: Intent): boolean {
  return offer.priceMinor === intent.priceMinor && offer.currency === intent.currency
}

function owns({ db, clock }: Deps, accountId: string, { channelId }: Intent): Promise<boolean> {
  return accountOwnsChannel(db, { accountId, channelId, now: clock.now() })
}
