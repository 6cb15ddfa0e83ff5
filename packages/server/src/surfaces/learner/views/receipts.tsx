import type { JSX } from 'preact'
import type { Order } from '../../../features/orders/index.ts'
import { pageStyles } from '../../../platform/html/index.ts'
import { formatDate, formatPrice, type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { Cover, partsStyles } from './course-parts.tsx'
import type { Speak } from './speak.ts'

interface ReceiptsProps {
  site: Site
  locale: Locale
  url: string
  visitor: { name: string }
  /** Newest first. */
  orders: readonly Order[]
}

export const receiptsStyles = pageStyles(new URL('./receipts.css', import.meta.url))

/** Every receipt of an account. */
export function receiptsPage({ orders, ...page }: ReceiptsProps): string {
  const t = translator(page.locale, messages)
  return framedPage({
    ...page,
    title: t('receipts.title'),
    stylesheets: [partsStyles.url, receiptsStyles.url],
    body: (
      <div class="receipts">
        <h1>{t('receipts.title')}</h1>
        {orders.length === 0 ? (
          <section class="empty">
            <h2>{t('receipts.empty.title')}</h2>
            <p>{t('receipts.empty.text')}</p>
          </section>
        ) : (
          <ul class="bare">
            {orders.map((order) => (
              <Line t={t} order={order} />
            ))}
          </ul>
        )}
      </div>
    ),
  })
}

function Line({ t, order }: { t: Speak; order: Order }): JSX.Element {
  const state = receiptState(order)
  return (
    <li>
      <div class="cover">
        <Cover file={order.cover} />
      </div>
      <div class="words">
        <h2>
          <a href={`/receipts/${order.id}`}>
            <bdi>{order.channelTitle}</bdi>
          </a>
        </h2>
        <p class="soft figures">
          <bdi>{order.receiptNumber}</bdi>
          {order.paidAt ? (
            <time dateTime={order.paidAt.toISOString()}>{formatDate(t.locale, order.paidAt)}</time>
          ) : null}
        </p>
      </div>
      <p class="sum figures">
        <bdi>{formatPrice(t.locale, order.priceMinor, order.currency)}</bdi>
        <span class={`state ${state}`}>{t(`receipt.${state}`)}</span>
      </p>
    </li>
  )
}

export function receiptState({ state }: Order): 'paid' | 'refunded' | 'disputed' {
  return state === 'refunded' || state === 'disputed' ? state : 'paid'
}
