import type { JSX } from 'preact'
import { pageScript, pageStyles, Ribbon, renderPage, type Shell, safeUrl } from '../../../platform/html/index.ts'
import { type Locale, type Translator, translator } from '../../../platform/i18n/index.ts'
import { Masthead, mastheadStyles } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { CourseList, type SampleCourse } from './course-list.tsx'
import { type CurlExample, curlCalls } from './curl-calls.ts'
import { SpineDrawing } from './spine-drawing.tsx'

export interface HomePageProps {
  shell: Shell
  locale: Locale
  shopUrl: string
  magazineUrl: string
  /** The demo partner and one lesson it may open; without a secret the reader is told where to find it. */
  example: Omit<CurlExample, 'clientSecret'> & { clientSecret?: string }
  courses: readonly SampleCourse[]
  openapiUrl: string
  errorsUrl: string
}

export const homeStyles = pageStyles(new URL('./home.css', import.meta.url))
export const copyScript = pageScript(new URL('./copy.js', import.meta.url))

type Speak = Translator<keyof typeof messages.en>

/** What a newcomer meets first in test mode: what this is, the demo shop, and the way to the first call. */
export function homePage(props: HomePageProps): string {
  const { shell, locale, courses } = props
  const t = translator(locale, messages)
  return renderPage({
    shell,
    lang: locale,
    dir: t.dir,
    title: shell.brand.name,
    stylesheets: [mastheadStyles.url, homeStyles.url],
    scripts: [copyScript.url],
    head: <meta name="robots" content="noindex" />,
    body: (
      <>
        <Ribbon label={t('ribbon.label')}>{t('ribbon.text')}</Ribbon>
        <Masthead shell={shell} />
        <main class="home">
          <Opening t={t} brand={shell.brand.name} shopUrl={props.shopUrl} magazineUrl={props.magazineUrl} />
          {courses.length > 0 ? <CourseList t={t} courses={courses} /> : null}
          <Calls t={t} example={props.example} />
          <div class="columns">
            <Commands t={t} />
            <Reference t={t} openapiUrl={props.openapiUrl} errorsUrl={props.errorsUrl} />
            <Later t={t} />
          </div>
        </main>
      </>
    ),
  })
}

interface OpeningProps {
  t: Speak
  brand: string
  shopUrl: string
  magazineUrl: string
}

function Opening({ t, brand, shopUrl, magazineUrl }: OpeningProps): JSX.Element {
  return (
    <section class="opening">
      <div>
        <h1>{t('home.title')}</h1>
        <p class="lead">{t('home.lead', { brand })}</p>
        <div class="ways">
          <p class="action">
            <a class="button" href={safeUrl(shopUrl)}>
              {t('home.shop')}
            </a>
            <span>{t('home.shopHint')}</span>
          </p>
          <p class="action">
            <a class="button quiet" href={safeUrl(magazineUrl)}>
              {t('home.magazine')}
            </a>
            <span>{t('home.magazineHint')}</span>
          </p>
        </div>
      </div>
      <SpineDrawing />
    </section>
  )
}

const placeholder = 'YOUR_SECRET'

function Calls({ t, example }: { t: Speak; example: HomePageProps['example'] }): JSX.Element {
  const { clientSecret = placeholder } = example
  const hint = clientSecret === placeholder ? t('calls.secretHidden', { placeholder }) : t('calls.secretShown')
  return (
    <section class="calls" aria-labelledby="calls">
      <h2 id="calls">{t('calls.title')}</h2>
      <div class="explanation">
        <p>{t('calls.text')}</p>
        <p class="hint">{hint}</p>
      </div>
      <div class="terminal" dir="ltr">
        <button
          type="button"
          class="button quiet"
          data-copies="commands"
          data-done={t('calls.copied')}
          lang={t.locale}
          hidden
        >
          {t('calls.copy')}
        </button>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
        <section tabIndex={0} aria-label={t('calls.label')}>
          <pre>
            <code id="commands">{curlCalls({ ...example, clientSecret })}</code>
          </pre>
        </section>
      </div>
    </section>
  )
}

const osteocom = 'npm run -s osteocom --'

const commands = [
  { line: `${osteocom} partner create --name 'My shop' --path api --channels all`, purpose: 'commands.create' },
  { line: `${osteocom} purchase list`, purpose: 'commands.purchases' },
  { line: `${osteocom} activation list`, purpose: 'commands.activations' },
  { line: `${osteocom} video-token`, purpose: 'commands.token' },
] as const

function Commands({ t }: { t: Speak }): JSX.Element {
  return (
    <section aria-labelledby="command-line">
      <h2 id="command-line">{t('commands.title')}</h2>
      <dl>
        {commands.map(({ line, purpose }) => (
          <div>
            <dt lang="en" dir="ltr">
              <code>{line.split(' ').map((word, i) => [i > 0 && ' ', <span class="word">{word}</span>])}</code>
            </dt>
            <dd>{t(purpose)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Reference(props: { t: Speak; openapiUrl: string; errorsUrl: string }): JSX.Element {
  const { t } = props
  return (
    <section aria-labelledby="reference">
      <h2 id="reference">{t('reference.title')}</h2>
      <ul class="bare">
        <li>
          <a href={safeUrl(props.openapiUrl)}>{t('reference.openapi')}</a>
        </li>
        <li>
          <a href={safeUrl(props.errorsUrl)}>{t('reference.errors')}</a>
        </li>
      </ul>
    </section>
  )
}

function Later({ t }: { t: Speak }): JSX.Element {
  return (
    <section class="later" aria-labelledby="later">
      <h2 id="later">{t('later.title')}</h2>
      <ul class="bare">
        {(['later.console', 'later.portal'] as const).map((key) => (
          <li>{t(key)}</li>
        ))}
      </ul>
    </section>
  )
}
