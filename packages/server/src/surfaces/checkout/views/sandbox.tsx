import type { JSX } from 'preact'
import type { SandboxAction, SandboxPayment } from '../../../features/payments/index.ts'
import { pageStyles, renderPage, safeUrl } from '../../../platform/html/index.ts'
import { type Locale, languageName, locales, translator } from '../../../platform/i18n/index.ts'
import type { Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { isolate, price, type Speak } from './speak.ts'

export interface SandboxPageProps {
  site: Site
  locale: Locale
  seller: string
  payment: SandboxPayment
  /** What may be done to the payment as it stands. */
  actions: readonly SandboxAction[]
}

export const sandboxStyles = pageStyles(new URL('./sandbox.css', import.meta.url))

/** Stands where a payment provider's page stands, and says in every language that it is none. */
export function sandboxPage({ site, locale, seller, payment, actions }: SandboxPageProps): string {
  const t = translator(locale, messages)
  const title = t('sandbox.title')
  const isOpen = actions.includes('pay')
  return renderPage({
    shell: site.shell,
    lang: locale,
    dir: t.dir,
    title,
    stylesheets: [sandboxStyles.url],
    head: <meta name="robots" content="noindex" />,
    body: (
      <>
        <Declaration t={t} locale={locale} />
        <main class="counter">
          <section class="due" aria-labelledby="due">
            <h1 id="due">{t('sandbox.payTo', { seller: isolate(seller) })}</h1>
            <p class="amount figures">{amount(t, payment)}</p>
            <p class="what">
              <bdi>{payment.description}</bdi>
            </p>
          </section>
          <section class="bank" aria-labelledby="bank">
            <h2 id="bank">{t(isOpen ? 'sandbox.choose' : 'sandbox.afterwards')}</h2>
            <Standing t={t} payment={payment} isOpen={isOpen} />
            {actions.length > 0 ? (
              <div class="choices">
                {shown
                  .filter((action) => actions.includes(action))
                  .map((action) => (
                    <Choice t={t} payment={payment} action={action} />
                  ))}
              </div>
            ) : null}
            <p>
              {isOpen ? (
                <a href={safeUrl(payment.cancelUrl)}>{t('sandbox.giveUp')}</a>
              ) : (
                <a href={safeUrl(payment.successUrl)}>{t('sandbox.toOrder')}</a>
              )}
            </p>
          </section>
        </main>
      </>
    ),
  })
}

function Declaration({ t, locale }: { t: Speak; locale: Locale }): JSX.Element {
  return (
    <header class="declaration">
      <p class="loud">{t('sandbox.noMoney')}</p>
      <p>{t('sandbox.explanation')}</p>
      <ul class="bare">
        {locales
          .filter((each) => each !== locale)
          .map((each) => {
            const other = translator(each, messages)
            return (
              <li lang={each} dir={other.dir} title={languageName(each)}>
                {other('sandbox.noMoney')}
              </li>
            )
          })}
      </ul>
    </header>
  )
}

function Standing(props: { t: Speak; payment: SandboxPayment; isOpen: boolean }): JSX.Element | null {
  const standing = standingOf(props.payment, props.isOpen)
  if (standing === undefined) return null
  const isBad = standing === 'declined' || standing === 'disputed' || standing === 'lost'
  return (
    <p class={isBad ? 'notice bad' : 'notice'} role="status">
      {props.t(`sandbox.${standing}`)}
    </p>
  )
}

function standingOf({ state, hasBeenDeclined, refundedMinor, dispute }: SandboxPayment, isOpen: boolean) {
  if (isOpen) return hasBeenDeclined ? 'declined' : undefined
  if (state === 'pending') return 'pending'
  // What is still open and can no longer be paid has run out of time.
  if (state !== 'paid') return 'expired'
  if (refundedMinor > 0) return 'refunded'
  return dispute === 'none' ? 'paid' : dispute === 'open' ? 'disputed' : dispute
}

const words = {
  pay: 'sandbox.pay',
  'pay-later': 'sandbox.later',
  decline: 'sandbox.decline',
  'money-arrives': 'sandbox.arrives',
  refund: 'sandbox.refund',
  dispute: 'sandbox.dispute',
  'win-dispute': 'sandbox.win',
  'lose-dispute': 'sandbox.lose',
} as const satisfies Record<SandboxAction, string>
const shown = Object.keys(words) as SandboxAction[]
const hints: Partial<Record<SandboxAction, 'sandbox.payHint' | 'sandbox.laterHint' | 'sandbox.declineHint'>> = {
  pay: 'sandbox.payHint',
  'pay-later': 'sandbox.laterHint',
  decline: 'sandbox.declineHint',
}

function Choice(props: { t: Speak; payment: SandboxPayment; action: SandboxAction }): JSX.Element {
  const { t, payment, action } = props
  const hint = hints[action]
  const hintId = hint === undefined ? undefined : `${action}-hint`
  const isLoud = action === 'pay' || action === 'money-arrives'
  return (
    <form method="post" action={`/checkout/sandbox/${payment.id}`}>
      <button
        type="submit"
        name="action"
        value={action}
        class={isLoud ? 'button' : 'button quiet'}
        aria-describedby={hintId}
      >
        {t(words[action], { price: amount(t, payment) })}
      </button>
      {hint === undefined ? null : (
        <p class="hint" id={hintId}>
          {t(hint)}
        </p>
      )}
    </form>
  )
}

function amount(t: Speak, { amountMinor, currency }: SandboxPayment): string {
  return price(t.locale, { priceMinor: amountMinor, currency })
}
