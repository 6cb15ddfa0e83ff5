import type { JSX } from 'preact'
import type { Offer } from '../../../features/orders/index.ts'
import { pageStyles } from '../../../platform/html/index.ts'
import { type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site } from '../../../platform/pages/index.ts'
import type { CheckoutField, CheckoutValues } from '../checkout-form.ts'
import { messages } from '../messages/index.ts'
import { OfferSummary } from './offer-summary.tsx'
import { PayStep } from './pay-step.tsx'
import { price, type Speak } from './speak.ts'
import { SignedInStep, StrangerStep } from './you-step.tsx'

export interface CheckoutPageProps {
  site: Site
  locale: Locale
  seller: string
  offer: Offer
  /** What *Buy* carried, signed. */
  intent: string
  /** Whoever is signed in, and what they have filled in so far. */
  buyer?: {
    name: string
    email: string
    asksMarketing: boolean
    values: CheckoutValues
    wrong: readonly CheckoutField[]
  }
}

export const checkoutStyles = pageStyles(new URL('./checkout.css', import.meta.url))

/** What is bought beside the two steps that buy it. */
export function checkoutPage(props: CheckoutPageProps): string {
  const { site, locale, offer, intent, buyer } = props
  const t = translator(locale, messages)
  const url = checkoutUrl(intent)
  return framedPage({
    site,
    locale,
    url,
    title: `${t('checkout.title')}: ${offer.title}`,
    isTask: true,
    ...(buyer ? { visitor: buyer } : {}),
    stylesheets: [checkoutStyles.url],
    body: (
      <div class="checkout">
        <OfferSummary t={t} offer={offer} seller={props.seller} />
        <ol class="bare steps" aria-label={t('checkout.steps')}>
          <li class={buyer ? 'done' : undefined}>
            <StepTitle t={t} number={1} title={t('you.title')} isDone={buyer !== undefined} />
            {buyer ? <SignedInStep t={t} next={url} buyer={buyer} /> : <StrangerStep t={t} next={url} />}
          </li>
          <li class={buyer ? undefined : 'later'}>
            <StepTitle t={t} number={2} title={t('pay.title')} />
            {buyer ? (
              <PayStep
                t={t}
                offer={offer}
                brand={site.shell.brand.name}
                intent={intent}
                values={buyer.values}
                wrong={buyer.wrong}
                asksName={buyer.name === ''}
                asksMarketing={buyer.asksMarketing}
                termsUrl={site.termsUrl}
                privacyUrl={site.privacyUrl}
              />
            ) : (
              <p>{t('pay.later', { price: price(locale, offer) })}</p>
            )}
          </li>
        </ol>
      </div>
    ),
  })
}

/** The checkout of this intent, as a path of ours. */
export function checkoutUrl(intent: string): string {
  return `/checkout?intent=${encodeURIComponent(intent)}`
}

function StepTitle(props: { t: Speak; number: number; title: string; isDone?: boolean }): JSX.Element {
  const { t, number, title, isDone = false } = props
  return (
    <h2>
      <span class="number" aria-hidden="true">
        {isDone ? (
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 8.5 6.5 12 13 4.5" />
          </svg>
        ) : (
          new Intl.NumberFormat(t.locale).format(number)
        )}
      </span>
      {title}
      {isDone ? <span class="visually-hidden"> ({t('checkout.done')})</span> : null}
    </h2>
  )
}
