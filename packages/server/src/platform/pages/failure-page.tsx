import { pageStyles, renderPage, type Shell, safeUrl } from '../html/index.ts'
import { type Locale, translator } from '../i18n/index.ts'
import { Masthead, mastheadStyles } from './masthead.tsx'
import { messages } from './messages/index.ts'

/** Why a browser gets no page: 404, 500, 503, 429, or any other refusal. */
export type Failure = 'notFound' | 'broken' | 'busy' | 'slowDown' | 'refused'

interface FailurePageProps {
  shell: Shell
  locale: Locale
  failure: Failure
  /** Where the reader may try again, unless there is nothing. */
  retryUrl?: string
  /** What a reader can quote to support. */
  reference?: string
}

export const failureStyles = pageStyles(new URL('./failure-page.css', import.meta.url))

/** A neutral page for a browser that cannot have what it asked for. */
export function failurePage({ shell, locale, failure, retryUrl, reference }: FailurePageProps): string {
  const t = translator(locale, messages)
  const title = t(`failure.${failure}.title`)
  const mayRetry = failure !== 'notFound' && retryUrl !== undefined
  return renderPage({
    shell,
    lang: locale,
    dir: t.dir,
    title,
    stylesheets: [mastheadStyles.url, failureStyles.url],
    head: <meta name="robots" content="noindex" />,
    body: (
      <>
        <Masthead shell={shell} />
        <main class="plain">
          <h1>{title}</h1>
          <p>{t(`failure.${failure}.text`)}</p>
          <p>
            {mayRetry ? (
              <a class="button" href={safeUrl(retryUrl)}>
                {t('failure.retry')}
              </a>
            ) : (
              <a href="/">{t('failure.home')}</a>
            )}
          </p>
          {reference ? <p class="reference">{t('failure.reference', { reference })}</p> : null}
        </main>
      </>
    ),
  })
}
