import type { Offer } from '../../../features/orders/index.ts'
import { type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site, type Visitor } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { type Action, Calm, calmStyles } from './calm.tsx'
import { checkoutUrl } from './checkout.tsx'
import { isolate, price, type Speak } from './speak.ts'

/** Why a course cannot be bought right now, and what is known for going on. */
export type Trouble =
  | { kind: 'expired' | 'notForSale' }
  | { kind: 'invalid' }
  | { kind: 'owned'; channelId: string; offer: Offer | undefined }
  | { kind: 'priceChanged'; offer: Offer; old: { priceMinor: number; currency: string }; freshIntent: string }
  | { kind: 'providerAway'; offer: Offer; intent: string }

export interface TroublePageProps {
  site: Site
  locale: Locale
  /** This page's own path and query. */
  url: string
  visitor: Visitor | undefined
  trouble: Trouble
  /** The partner's page the buyer came from, where it may be gone back to. */
  back: WayBack | undefined
}

export interface WayBack {
  url: string
  partnerName: string
}

/** In place of the checkout: what happened, that nothing was charged, and how to go on. */
export function troublePage({ site, locale, url, visitor, trouble, back }: TroublePageProps): string {
  const t = translator(locale, messages)
  const title = t(`trouble.${trouble.kind}.title`)
  const course = 'offer' in trouble ? trouble.offer : undefined
  return framedPage({
    site,
    locale,
    url,
    title,
    isTask: true,
    visitor,
    stylesheets: [calmStyles.url],
    body: (
      <Calm title={title} text={textOf(t, trouble)} course={course} actions={actionsFor(t, trouble, site.home, back)} />
    ),
  })
}

/** The link back to the partner's page, where there is one. */
export function backTo(t: Speak, back: WayBack | undefined, isQuiet: boolean): Action[] {
  return back ? [{ words: t('action.back', { partner: isolate(back.partnerName) }), url: back.url, isQuiet }] : []
}

function textOf(t: Speak, trouble: Trouble): string {
  if (trouble.kind !== 'priceChanged') return t(`trouble.${trouble.kind}.text`)
  return t('trouble.priceChanged.text', { old: price(t.locale, trouble.old), new: price(t.locale, trouble.offer) })
}

function actionsFor(t: Speak, trouble: Trouble, home: string, back: WayBack | undefined): Action[] {
  switch (trouble.kind) {
    case 'expired':
    case 'notForSale':
    case 'invalid':
      return back ? backTo(t, back, false) : [{ words: t('action.courses'), url: home, isQuiet: true }]
    case 'owned':
      return [{ words: t('action.start'), url: `/my-courses/${trouble.channelId}` }, ...backTo(t, back, true)]
    case 'priceChanged':
      return [
        {
          words: t('trouble.priceChanged.go', { price: price(t.locale, trouble.offer) }),
          url: checkoutUrl(trouble.freshIntent),
        },
        ...backTo(t, back, true),
      ]
    case 'providerAway':
      return [{ words: t('action.retry'), url: checkoutUrl(trouble.intent) }, ...backTo(t, back, true)]
  }
}
