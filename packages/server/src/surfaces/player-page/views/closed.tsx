import type { JSX } from 'preact'
import { pageStyles, renderPage, type Shell, safeUrl } from '../../../platform/html/index.ts'
import { type Locale, translator } from '../../../platform/i18n/index.ts'
import { messages } from '../messages/index.ts'
import { ClosedDrawing } from './closed-drawing.tsx'
import type { ClosedReason } from './closed-reason.ts'

interface ClosedPageProps {
  shell: Shell
  locale: Locale
  reason: ClosedReason
  /** Where `busy` may be tried again, and `occupied` taken over; the other reasons offer no second try. */
  retryUrl?: string
  scripts?: readonly string[]
  /** What a reader can quote to support. */
  reference?: string
}

export const closedStyles = pageStyles(new URL('./closed.css', import.meta.url))

/** The page in place of a lesson: what happened, and what to do about it. */
export function closedPage(props: ClosedPageProps): string {
  const t = translator(props.locale, messages)
  return renderPage({
    shell: props.shell,
    lang: props.locale,
    dir: t.dir,
    title: t(`closed.${props.reason}.title`),
    dark: true,
    stylesheets: [closedStyles.url],
    scripts: props.scripts ?? [],
    head: [<meta name="robots" content="noindex" />, <meta name="referrer" content="no-referrer" />],
    body: <Closed {...props} />,
  })
}

function Closed({ locale, reason, retryUrl, reference }: ClosedPageProps): JSX.Element {
  const t = translator(locale, messages)
  return (
    <main class={`closed ${reason}`}>
      <ClosedDrawing reason={reason} />
      <h1>{t(`closed.${reason}.title`)}</h1>
      <p class="what">{t(`closed.${reason}.text`)}</p>
      <p class="advice">{t(`closed.${reason}.advice`)}</p>
      {(reason === 'busy' || reason === 'occupied') && retryUrl ? (
        <a class="button quiet" href={safeUrl(retryUrl)}>
          {t(reason === 'busy' ? 'closed.retry' : 'closed.continue')}
        </a>
      ) : null}
      {reference ? <p class="reference">{t('closed.reference', { reference })}</p> : null}
    </main>
  )
}
