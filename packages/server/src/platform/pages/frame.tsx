import type { ComponentChildren, JSX } from 'preact'
import { pageStyles, Ribbon, renderPage, safeUrl } from '../html/index.ts'
import { type Locale, languageName, locales, type Translator, translator } from '../i18n/index.ts'
import { mastheadStyles, Signature } from './masthead.tsx'
import { messages } from './messages/index.ts'
import type { Site, Visitor } from './site.ts'

export interface FramedPage {
  site: Site
  locale: Locale
  /** The page's own path and query, for coming back to it in another language or after signing in. */
  url: string
  title: string
  /** Whoever is signed in; without, the frame offers to sign in. */
  visitor?: Visitor | undefined
  /** A page about one task, a payment say, that nothing should lead away from: no navigation. */
  isTask?: boolean
  /** A page around a stage: dark, whatever the reader's system prefers. */
  isDark?: boolean
  stylesheets?: readonly string[]
  scripts?: readonly string[]
  head?: ComponentChildren
  body: ComponentChildren
}

export const frameStyles = pageStyles(new URL('./frame.css', import.meta.url))

/** A whole page for people: masthead with navigation, the given body in `<main>`, footer with languages. */
export function framedPage(page: FramedPage): string {
  const { site, locale } = page
  const t = translator(locale, messages)
  return renderPage({
    shell: site.shell,
    lang: locale,
    dir: t.dir,
    dark: page.isDark ?? false,
    title: `${page.title} · ${site.shell.brand.name}`,
    stylesheets: [mastheadStyles.url, frameStyles.url, ...(page.stylesheets ?? [])],
    scripts: page.scripts ?? [],
    head: [<meta name="robots" content="noindex" />, page.head],
    body: (
      <>
        <a class="skip-link visually-hidden" href="#content">
          {t('frame.skip')}
        </a>
        {site.mode === 'test' ? <Ribbon label={t('ribbon.label')}>{t('ribbon.text')}</Ribbon> : null}
        <Header page={page} t={t} />
        <main id="content" class="content">
          {page.body}
        </main>
        <Footer page={page} t={t} />
      </>
    ),
  })
}

type Speak = Translator<keyof typeof messages.en>

function Header({ page, t }: { page: FramedPage; t: Speak }): JSX.Element {
  const { site, locale, url, visitor } = page
  const here = url.split('?')[0] ?? ''
  return (
    <header class="masthead">
      <a class="signature" href={site.home}>
        <Signature shell={site.shell} />
      </a>
      {page.isTask || !visitor ? null : (
        <>
          <nav class="ways" aria-label={t('frame.navigation')}>
            <ul class="bare">
              {site.navigation.map(({ path, label }) => (
                <li>
                  <a href={path} aria-current={currentness(here, path)}>
                    {label[locale]}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <form method="post" action={site.signOut}>
            <button type="submit" class="plain-link">
              {t('frame.signOut')}
            </button>
          </form>
        </>
      )}
      {page.isTask || visitor || here === site.signIn ? null : (
        <nav class="ways" aria-label={t('frame.navigation')}>
          <a href={`${site.signIn}?next=${encodeURIComponent(url)}`}>{t('frame.signIn')}</a>
        </nav>
      )}
    </header>
  )
}

function currentness(here: string, path: string): 'page' | 'true' | undefined {
  if (here === path) return 'page'
  return here.startsWith(`${path}/`) ? 'true' : undefined
}

function Footer({ page, t }: { page: FramedPage; t: Speak }): JSX.Element {
  const { site, locale, url } = page
  return (
    <footer class="colophon">
      <ul class="bare">
        {site.termsUrl ? (
          <li>
            <a href={safeUrl(site.termsUrl)}>{t('frame.terms')}</a>
          </li>
        ) : null}
        {site.privacyUrl ? (
          <li>
            <a href={safeUrl(site.privacyUrl)}>{t('frame.privacy')}</a>
          </li>
        ) : null}
        {site.supportEmail ? (
          <li>
            <a href={`mailto:${site.supportEmail}`}>{t('frame.support')}</a>
          </li>
        ) : null}
      </ul>
      <nav aria-label={t('frame.languages')}>
        <ul class="bare">
          {locales.map((each) => (
            <li>
              <a
                href={withLanguage(url, each)}
                lang={each}
                hreflang={each}
                aria-current={each === locale ? 'true' : undefined}
              >
                {languageName(each)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  )
}

function withLanguage(url: string, locale: Locale): string {
  const [path = '', query = ''] = url.split('?')
  const parameters = new URLSearchParams(query)
  parameters.set('lang', locale)
  return `${path}?${parameters}`
}
