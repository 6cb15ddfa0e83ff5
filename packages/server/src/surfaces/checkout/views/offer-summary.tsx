import type { JSX } from 'preact'
import type { Offer } from '../../../features/orders/index.ts'
import { safeUrl } from '../../../platform/html/index.ts'
import { formatDuration, namedLanguage } from '../../../platform/i18n/index.ts'
import { CoverImage } from './cover-image.tsx'
import { isolate, price, type Speak } from './speak.ts'

/** What is bought, from whom and for how much. */
export function OfferSummary({ t, offer, seller }: { t: Speak; offer: Offer; seller: string }): JSX.Element {
  const { locale } = t
  const extent = [
    t('checkout.lessons', { count: offer.lessons }),
    ...(offer.durationSeconds > 0 ? [formatDuration(locale, offer.durationSeconds)] : []),
  ].join(' · ')
  return (
    <section class="offer" aria-labelledby="course">
      <CoverImage url={safeUrl(`/files/${offer.cover}`)} />
      <div class="course">
        <h1 id="course" lang={offer.language}>
          <bdi>{offer.title}</bdi>
        </h1>
        {offer.subtitle === '' ? null : (
          <p class="subtitle" lang={offer.language}>
            <bdi>{offer.subtitle}</bdi>
          </p>
        )}
        {offer.authors.length > 0 ? (
          <p class="authors">
            {new Intl.ListFormat(locale, { type: 'conjunction' }).format(offer.authors.map(isolate))}
          </p>
        ) : null}
      </div>
      <p class="price figures">
        <span class="visually-hidden">{t('checkout.price')}: </span>
        <data value={offer.priceMinor}>{price(locale, offer)}</data> <small>{t('checkout.taxIncluded')}</small>
      </p>
      <dl class="facts">
        <div>
          <dt>{t('checkout.extent')}</dt>
          <dd>{extent}</dd>
        </div>
        <div>
          <dt>{t('checkout.language')}</dt>
          <dd>{namedLanguage(locale, offer.language)}</dd>
        </div>
        <div>
          <dt>{t('checkout.soldBy')}</dt>
          <dd>{t('checkout.soldThrough', { seller: isolate(seller), partner: isolate(offer.partnerName) })}</dd>
        </div>
      </dl>
    </section>
  )
}
