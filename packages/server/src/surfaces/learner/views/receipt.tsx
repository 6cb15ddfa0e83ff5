import type { JSX } from 'preact'
import type { Order } from '../../../features/orders/index.ts'
import { pageScript, pageStyles } from '../../../platform/html/index.ts'
import { formatDate, formatPrice, type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { coursePath, isolate, partsStyles } from './course-parts.tsx'
import { receiptState } from './receipts.tsx'
import type { Speak } from './speak.ts'

export interface Seller {
  name: string
  addressLines: readonly string[]
  vatNumber: string | undefined
  supportEmail: string | undefined
}

interface ReceiptProps {
  site: Site
  locale: Locale
  url: string
  visitor: { name: string }
  order: Order
  seller: Seller
}

export const receiptStyles = pageStyles(new URL('./receipt.css', import.meta.url))
export const printScript = pageScript(new URL('./print.js', import.meta.url))

/** One receipt, for the screen and for a sheet of A4. */
export function receiptPage({ order, seller, ...page }: ReceiptProps): string {
  const t = translator(page.locale, messages)
  const title = t('receipt.title', { number: isolate(order.receiptNumber ?? '') })
  const [before, after] = t('receipt.title', { number: '|' }).split('|')
  return framedPage({
    ...page,
    title,
    stylesheets: [partsStyles.url, receiptStyles.url],
    scripts: [printScript.url],
    body: (
      <article class="receipt">
        <p class="back">
          <a href="/receipts">{t('receipts.title')}</a>
        </p>
        <header>
          <h1>
            {before}
            <bdi class="number">{order.receiptNumber}</bdi>
            {after}
          </h1>
          <State t={t} order={order} />
          {order.provider === 'sandbox' ? <p class="notice warn">{t('receipt.sandbox')}</p> : null}
        </header>
        <div class="parties">
          <SellerAddress t={t} seller={seller} />
          <Buyer t={t} order={order} />
        </div>
        <Sums t={t} order={order} />
        <footer>
          {seller.supportEmail ? (
            <p class="soft">{t('receipt.help', { email: isolate(seller.supportEmail) })}</p>
          ) : null}
          <p class="action">
            <button type="button" class="button" data-print="" hidden>
              {t('receipt.print')}
            </button>
            <a href={coursePath(order)}>{t('receipt.open')}</a>
          </p>
        </footer>
      </article>
    ),
  })
}

function State({ t, order }: { t: Speak; order: Order }): JSX.Element {
  const state = receiptState(order)
  const provider = order.provider === 'stripe' ? 'Stripe' : t('receipt.sandboxName')
  const on = (date: Date) => formatDate(t.locale, date)
  return (
    <div class="states">
      {order.paidAt ? <p>{t('receipt.paidOn', { date: on(order.paidAt), provider: isolate(provider) })}</p> : null}
      {state !== 'paid' && order.closedAt ? (
        <p class={`state ${state}`}>{t(`receipt.${state}On`, { date: on(order.closedAt) })}</p>
      ) : null}
      {order.isDuplicate ? <p>{t('receipt.duplicate')}</p> : null}
    </div>
  )
}

function SellerAddress({ t, seller }: { t: Speak; seller: Seller }): JSX.Element {
  return (
    <section aria-labelledby="seller">
      <h2 id="seller">{t('receipt.seller')}</h2>
      <address translate={false}>
        {[seller.name, ...seller.addressLines].map((line) => (
          <bdi>{line}</bdi>
        ))}
      </address>
      {seller.vatNumber ? <p>{t('receipt.vatNumber', { number: isolate(seller.vatNumber) })}</p> : null}
    </section>
  )
}

function Buyer({ t, order }: { t: Speak; order: Order }): JSX.Element {
  const country = new Intl.DisplayNames(t.locale, { type: 'region', fallback: 'code' }).of(order.country)
  return (
    <section aria-labelledby="buyer">
      <h2 id="buyer">{t('receipt.buyer')}</h2>
      <address translate={false}>
        {[order.buyerCompany, order.buyerName, order.buyerEmail].map((line) => (line ? <bdi>{line}</bdi> : null))}
        <span>{country}</span>
      </address>
      {order.buyerVatNumber ? <p>{t('receipt.vatNumber', { number: isolate(order.buyerVatNumber) })}</p> : null}
    </section>
  )
}

function Sums({ t, order }: { t: Speak; order: Order }): JSX.Element {
  const price = (minor: number) => <bdi>{formatPrice(t.locale, minor, order.currency)}</bdi>
  const rate = new Intl.NumberFormat(t.locale, { style: 'percent', maximumFractionDigits: 2 })
  return (
    <dl class="sums figures">
      <div class="item">
        <dt>
          <strong>
            <bdi>{order.channelTitle}</bdi>
          </strong>
          <span class="soft">{t('receipt.item')}</span>
          <span class="soft">{t('course.through', { partner: isolate(order.partnerName) })}</span>
        </dt>
        <dd>{price(order.priceMinor)}</dd>
      </div>
      {order.taxName ? (
        <>
          <div>
            <dt>{t('receipt.net')}</dt>
            <dd>{price(order.priceMinor - order.taxMinor)}</dd>
          </div>
          <div>
            <dt>
              <bdi>{order.taxName === 'VAT' ? t('receipt.vat') : order.taxName}</bdi>{' '}
              <bdi>{rate.format(order.taxBasisPoints / 10_000)}</bdi>
            </dt>
            <dd>{price(order.taxMinor)}</dd>
          </div>
        </>
      ) : null}
      <div class="total">
        <dt>{t('receipt.total')}</dt>
        <dd>{price(order.priceMinor)}</dd>
      </div>
    </dl>
  )
}
