import type { ComponentChildren, JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { InlineStyles, pageScript } from '../../../platform/html/index.ts'
import { formatDuration, formatPrice, type Locale, namedLanguage, translator } from '../../../platform/i18n/index.ts'
import { messages } from '../messages/index.ts'
import type { CardStyles } from './card-styles.ts'

export type Theme = 'light' | 'dark' | 'auto'

/** A course as the card shows it. */
export interface CardCourse {
  title: string
  subtitle: string
  /** A path on this host, or empty. */
  coverUrl: string
  language: string
  authors: string[]
  lessons: number
  durationSeconds: number
}

export type CardState =
  | { kind: 'offer'; course: CardCourse; priceMinor: number; currency: string; buyUrl: string }
  | { kind: 'owned'; course: CardCourse; watchUrl: string }
  | { kind: 'unavailable' }

export interface CardProps {
  styles: CardStyles
  locale: Locale
  theme: Theme
  /** Whose checkout it leads to. */
  brandName: string
  state: CardState
  /** The origin of the page that adapts its frame to the card's height. */
  fitFor?: string | undefined
}

export const fitScript = pageScript(new URL('./fit.js', import.meta.url))

/** The card as one document: everything it needs but the cover. */
export function renderCard({ styles, locale, theme, brandName, state, fitFor }: CardProps): string {
  const t = translator(locale, messages)
  const title = state.kind === 'unavailable' ? t('card.unavailable.title') : state.course.title
  return `<!doctype html>${renderToString(
    <html lang={locale} dir={t.dir} data-theme={theme} data-fit={fitFor}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{title}</title>
        <InlineStyles css={styles.css} />
        {fitFor === undefined ? null : <script defer src={fitScript.url} />}
      </head>
      <body>
        <Card locale={locale} brandName={brandName} state={state} />
      </body>
    </html>,
  )}`
}

function Card({ locale, brandName, state }: Pick<CardProps, 'locale' | 'brandName' | 'state'>): JSX.Element {
  const t = translator(locale, messages)
  switch (state.kind) {
    case 'offer':
      return (
        <Course locale={locale} course={state.course}>
          <a href={state.buyUrl} target="_top" rel="nofollow">
            {t('card.buy', { price: formatPrice(locale, state.priceMinor, state.currency, { trimZeros: true }) })}
          </a>
          <p class="note">{t('card.note', { brand: brandName })}</p>
        </Course>
      )
    case 'owned':
      return (
        <Course locale={locale} course={state.course}>
          <p class="owned">
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <circle cx="10" cy="10" r="8.500" />
              <path d="m6.500 10.300 2.400 2.400 4.700-5.200" />
            </svg>
            {t('card.owned')}
          </p>
          <a class="quiet" href={state.watchUrl} target="_top" rel="nofollow">
            {t('card.watch')}
          </a>
        </Course>
      )
    case 'unavailable':
      return (
        <main class="none">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <rect x="2.500" y="5" width="19" height="13" rx="2" />
            <path d="m10 9 4.500 2.500L10 14zM4 21 20 2" />
          </svg>
          <h1>{t('card.unavailable.title')}</h1>
          <p>{t('card.unavailable.text')}</p>
        </main>
      )
  }
}

function Course({
  locale,
  course,
  children,
}: {
  locale: Locale
  course: CardCourse
  children: ComponentChildren
}): JSX.Element {
  const t = translator(locale, messages)
  const { title, subtitle, coverUrl, language, authors, lessons, durationSeconds } = course
  return (
    <main class="offer">
      {coverUrl === '' ? null : (
        <img src={coverUrl} alt={t('card.cover', { title })} width="640" height="360" decoding="async" />
      )}
      <div class="text">
        {/* Isolated rather than turned: a course in another script keeps to the edge of the rest. */}
        <h1 lang={language}>
          <bdi>{title}</bdi>
        </h1>
        {subtitle === '' ? null : (
          <p class="subtitle" lang={language}>
            <bdi>{subtitle}</bdi>
          </p>
        )}
        {authors.length === 0 ? null : <p class="authors">{listOf(locale, authors)}</p>}
        <ul>
          <li>{t('card.lessons', { count: lessons })}</li>
          {durationSeconds > 0 ? <li>{formatDuration(locale, durationSeconds)}</li> : null}
          <li>{namedLanguage(locale, language)}</li>
        </ul>
        <div class="act">{children}</div>
      </div>
    </main>
  )
}

function listOf(locale: Locale, names: string[]): string {
  return new Intl.ListFormat(locale, { type: 'unit' }).format(names)
}
