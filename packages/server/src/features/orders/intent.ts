import type { Clock } from '../../platform/clock.ts'
import { type Locale, negotiateLocale } from '../../platform/i18n/index.ts'
import { newId, type Random } from '../../platform/random.ts'
import { signToken, type TokenClaims, type TokenKind, verifyToken } from '../../platform/tokens.ts'

/** What *Buy* carries from the card to the checkout. */
export interface Intent {
  partnerId: string
  channelId: string
  /** Undefined where the visitor's id may not be relied on. */
  partnerUserId: string | undefined
  /** What the card showed: a price that changed since is not charged. */
  priceMinor: number
  currency: string
  /** Where to go back to: a page at one of the partner's listed origins. */
  returnTo: string | undefined
  locale: Locale
}

// A token longer than 4 KB is refused, and an address is the only part of it that a page could make so long.
const maxReturnLength = 1500

/** The intent as a token of half an hour; a way back that is too long to carry is left out. */
export function signIntent(deps: { clock: Clock; random: Random; intentToken: TokenKind }, intent: Intent): string {
  const { partnerId, channelId, partnerUserId, priceMinor, currency, returnTo, locale } = intent
  const mayReturn = returnTo !== undefined && returnTo.length <= maxReturnLength
  return signToken(deps.clock, deps.intentToken, {
    subject: partnerId,
    id: newId(deps),
    more: {
      channel: channelId,
      price: String(priceMinor),
      currency,
      locale,
      ...(partnerUserId === undefined ? {} : { user: partnerUserId }),
      ...(mayReturn ? { back: returnTo } : {}),
    },
  })
}

/** What a token carries, or why it is not accepted; an expired one is genuine and still says where it came from. */
export async function readIntent(
  deps: { clock: Clock; intentToken: TokenKind },
  token: string,
): Promise<{ intent: Intent } | { refused: 'expired'; intent: Intent } | { refused: 'invalid' }> {
  const verified = await verifyToken(deps.clock, deps.intentToken, token)
  if ('claims' in verified) return acceptable(intentOf(verified.claims))
  if (verified.refused === 'invalid') return verified
  const intent = intentOf(verified.expiredClaims)
  return intent ? { refused: 'expired', intent } : { refused: 'invalid' }
}

function acceptable(intent: Intent | undefined): { intent: Intent } | { refused: 'invalid' } {
  return intent ? { intent } : { refused: 'invalid' }
}

function intentOf({ subject, more }: TokenClaims): Intent | undefined {
  const { channel, price, currency, user, back, locale } = more
  if (channel === undefined || price === undefined || currency === undefined) return undefined
  return {
    partnerId: subject,
    channelId: channel,
    partnerUserId: user,
    priceMinor: Number(price),
    currency,
    returnTo: back,
    locale: negotiateLocale(locale),
  }
}
