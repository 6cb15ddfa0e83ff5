import type { HTMLAttributes, JSX } from 'preact'
import { JsonData, pageStyles, renderPage, type Shell, safeUrl } from '../../../platform/html/index.ts'
import { type Locale, translator } from '../../../platform/i18n/index.ts'
import { messages } from '../messages/index.ts'

export interface PlayerPageProps {
  shell: Shell
  locale: Locale
  title: string
  /** The language of the title, where it is not the page's. */
  titleLanguage?: string
  lesson: {
    src: string
    heartbeat: string
    poster?: string
    storyboard?: string
    startSeconds?: number
    durationSeconds?: number
    /** The captions to switch on. */
    sublang?: string
    /** The code to show over the picture. */
    watermark?: string
  }
  player: { script: string; stylesheet?: string; preloads?: readonly Preload[] }
  /** The player's own texts in the page's language. */
  strings: Readonly<Record<string, string>>
}

/** Something the browser fetches before the player asks for it. */
export interface Preload {
  rel: 'preload' | 'modulepreload'
  href: string
  as?: 'script' | 'style' | 'image' | 'fetch' | 'track'
  type?: string
  crossOrigin?: 'anonymous' | 'use-credentials'
}

declare module 'preact' {
  // biome-ignore lint/style/noNamespace: the one way to tell JSX of an element of our own
  namespace JSX {
    interface IntrinsicElements {
      'lesson-player': HTMLAttributes<HTMLElement> & {
        src: string
        heartbeat: string
        poster?: string | undefined
        storyboard?: string | undefined
        start?: string | undefined
        duration?: string | undefined
        sublang?: string | undefined
        watermark?: string | undefined
        autoplay?: boolean | undefined
      }
    }
  }
}

export const playerStyles = pageStyles(new URL('./player.css', import.meta.url))

/** The page around `<lesson-player>`: a dark stage from edge to edge, framed or on its own. */
export function playerPage(props: PlayerPageProps): string {
  const { shell, locale, player } = props
  const { dir } = translator(locale, messages)
  return renderPage({
    shell,
    lang: locale,
    dir,
    title: props.title,
    dark: true,
    stylesheets: player.stylesheet ? [playerStyles.url, player.stylesheet] : [playerStyles.url],
    scripts: [player.script],
    head: [
      <meta name="robots" content="noindex" />,
      <meta name="referrer" content="no-referrer" />,
      ...(player.preloads ?? []).map((preload) => <link {...preload} href={safeUrl(preload.href)} />),
    ],
    body: <Stage {...props} />,
  })
}

function Stage({ locale, title, titleLanguage, lesson, strings }: PlayerPageProps): JSX.Element {
  const t = translator(locale, messages)
  return (
    <main class="stage">
      <h1 class="visually-hidden" lang={titleLanguage} dir="auto">
        {title}
      </h1>
      <lesson-player
        lang={locale}
        dir={t.dir}
        src={safeUrl(lesson.src)}
        poster={lesson.poster && safeUrl(lesson.poster)}
        storyboard={lesson.storyboard && safeUrl(lesson.storyboard)}
        heartbeat={safeUrl(lesson.heartbeat)}
        start={lesson.startSeconds?.toString()}
        sublang={lesson.sublang}
        watermark={lesson.watermark}
        title={title}
        duration={lesson.durationSeconds?.toString()}
      >
        <JsonData data-strings="" value={strings} />
        <noscript>
          <p class="noscript">{t('player.noscript')}</p>
        </noscript>
      </lesson-player>
    </main>
  )
}
