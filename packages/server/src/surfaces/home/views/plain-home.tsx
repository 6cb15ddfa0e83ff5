import { renderPage, type Shell } from '../../../platform/html/index.ts'
import { direction, type Locale } from '../../../platform/i18n/index.ts'
import { failureStyles, mastheadStyles, Signature } from '../../../platform/pages/index.ts'

/** What stands at `/` in live mode: whose house this is, and nothing else. */
export function plainHomePage({ shell, locale }: { shell: Shell; locale: Locale }): string {
  return renderPage({
    shell,
    lang: locale,
    dir: direction(locale),
    title: shell.brand.name,
    stylesheets: [mastheadStyles.url, failureStyles.url],
    body: (
      <main class="plain">
        <h1 class="masthead">
          <Signature shell={shell} />
        </h1>
      </main>
    ),
  })
}
