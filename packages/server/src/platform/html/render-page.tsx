import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Direction } from '../i18n/index.ts'
import type { Shell } from './shell.ts'

export interface Page {
  shell: Shell
  lang: string
  dir: Direction
  title: string
  body: ComponentChildren
  head?: ComponentChildren
  /** Stylesheets of this page, after the look's own. */
  stylesheets?: readonly string[]
  /** Module scripts of this page, run after the document is read. */
  scripts?: readonly string[]
  /** Always dark, whatever the reader's system prefers. */
  dark?: boolean
  nonce?: string
}

/** The whole document as text, doctype first. */
export function renderPage(page: Page): string {
  const { shell, nonce } = page
  const { light, dark } = shell.themeColor
  return `<!doctype html>${renderToString(
    <html lang={page.lang} dir={page.dir} data-scheme={page.dark ? 'dark' : undefined}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page.title}</title>
        <meta name="color-scheme" content={page.dark ? 'dark' : 'light dark'} />
        <meta
          name="theme-color"
          content={page.dark ? dark : light}
          media={page.dark ? undefined : '(prefers-color-scheme: light)'}
        />
        {page.dark ? null : <meta name="theme-color" content={dark} media="(prefers-color-scheme: dark)" />}
        <link rel="icon" href={shell.icon} type="image/svg+xml" />
        {fontsToPreload(page).map((href) => (
          <link rel="preload" as="font" type="font/woff2" href={href} crossOrigin="anonymous" />
        ))}
        {[shell.stylesheet, ...(page.stylesheets ?? [])].map((href) => (
          <link rel="stylesheet" href={href} nonce={nonce} />
        ))}
        {page.head}
        {page.scripts?.map((src) => (
          <script type="module" src={src} nonce={nonce} />
        ))}
      </head>
      <body>{page.body}</body>
    </html>,
  )}`
}

// The player page is a stage: its first frame must not wait behind a font.
function fontsToPreload({ shell, lang, dark }: Page): string[] {
  if (dark) return []
  return lang === 'ar' ? [shell.fonts.arabic] : [shell.fonts.ui, shell.fonts.serif]
}
