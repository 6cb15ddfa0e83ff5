import type { JSX } from 'preact'
import type { Order } from '../../../features/orders/index.ts'
import { pageScript } from '../../../platform/html/index.ts'
import { type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site, type Visitor } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { type Action, Calm, calmStyles } from './calm.tsx'
import { isolate, price, type Speak } from './speak.ts'
import { backTo, type WayBack } from './trouble.tsx'

export interface OrderPageProps {
  site: Site
  locale: Locale
  visitor: Visitor
  order: Order
  /** The partner's page the buyer came from, where it may be gone back to. */
  back: WayBack | undefined
  /** The provider could not be asked: the state shown is the one last known. */
  isProviderSilent: boolean
}

export const lookAgainScript = pageScript(new URL('./look-again.js', import.meta.url))

const refreshSeconds = 10

/** How an order stands, and what its buyer can do now. */
export function orderPage({ site, locale, visitor, order, back, isProviderSilent }: OrderPageProps): string {
  const t = translator(locale, messages)
  const outcome = outcomeOf(order)
  const title = t(`order.${outcome}.title`)
  const looksAgain = outcome === 'pending' || isProviderSilent
  return framedPage({
    site,
    locale,
    url: `/checkout/orders/${order.id}`,
    title,
    visitor,
    // While the money is on its way there is nothing else to see to; afterwards the courses are what comes next.
    isTask: outcome === 'open' || outcome === 'pending',
    stylesheets: [calmStyles.url],
    scripts: looksAgain ? [lookAgainScript.url] : [],
    head: looksAgain ? (
      <noscript>
        <meta http-equiv="refresh" content={String(refreshSeconds)} />
      </noscript>
    ) : null,
    body: (
      <Calm
        title={title}
        text={textOf(t, order, outcome)}
        course={{ title: order.channelTitle, cover: order.cover }}
        note={noteOf(t, looksAgain, isProviderSilent)}
        actions={actionsFor(t, order, outcome, back)}
        aside={afterwards(t, site, order)}
      >
        <Bill t={t} order={order} />
      </Calm>
    ),
  })
}

type Outcome = Order['state'] | 'duplicate' | 'duplicateRefunded' | 'mismatch'

function outcomeOf({ state, isDuplicate, providerPayment }: Order): Outcome {
  // Money came, but not what was agreed.
  if (state === 'void' && providerPayment !== null) return 'mismatch'
  if (!isDuplicate) return state
  return state === 'paid' ? 'duplicate' : state === 'refunded' ? 'duplicateRefunded' : state
}

function textOf(t: Speak, order: Order, outcome: Outcome): string {
  return t(`order.${outcome}.text`, { price: price(t.locale, order), email: isolate(order.buyerEmail) })
}

function noteOf(t: Speak, looksAgain: boolean, isProviderSilent: boolean): string | undefined {
  if (!looksAgain) return undefined
  return [...(isProviderSilent ? [t('order.silent')] : []), t('order.looksAgain')].join(' ')
}

function actionsFor(t: Speak, order: Order, outcome: Outcome, back: WayBack | undefined): Action[] {
  const course = { words: t('action.start'), url: `/my-courses/${order.channelId}` }
  const receipt = { words: t('action.receipt'), url: `/receipts/${order.id}`, isQuiet: true }
  switch (outcome) {
    case 'paid':
    case 'duplicate':
    case 'duplicateRefunded':
      return [course, receipt, ...backTo(t, back, true)]
    case 'refunded':
    case 'disputed':
      return [receipt, ...backTo(t, back, true)]
    case 'pending':
      return backTo(t, back, true)
    case 'open':
      return [
        ...(order.paymentUrl === null
          ? []
          : [{ words: t('order.open.pay', { price: price(t.locale, order) }), url: order.paymentUrl }]),
        { words: t('order.open.cancel'), postTo: `/checkout/orders/${order.id}/cancel`, isQuiet: true },
      ]
    case 'void':
    case 'mismatch':
      return back ? backTo(t, back, false) : [{ words: t('action.courses'), url: '/my-courses', isQuiet: true }]
  }
}

function Bill({ t, order }: { t: Speak; order: Order }): JSX.Element {
  return (
    <dl class="bill figures">
      <div>
        <dt>{t('order.price')}</dt>
        <dd>
          {price(t.locale, order)} <small>{t('checkout.taxIncluded')}</small>
        </dd>
      </div>
      {order.receiptNumber === null ? null : (
        <div>
          <dt>{t('order.number')}</dt>
          <dd>
            <bdi>{order.receiptNumber}</bdi>
          </dd>
        </div>
      )}
    </dl>
  )
}

// In test mode a payment's later life can be played through as well.
function afterwards(t: Speak, site: Site, order: Order): { words: string; url: string } | undefined {
  const { provider, providerSession, state } = order
  if (site.mode !== 'test' || provider !== 'sandbox' || providerSession === null) return undefined
  if (state === 'open' || state === 'void') return undefined
  return { words: t('order.sandbox'), url: `/checkout/sandbox/${providerSession}` }
}
