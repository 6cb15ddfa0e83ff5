import type { JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { safeUrl } from '../../../platform/html/safe-url.ts'
import type { Speak, Words } from '../compose-letter.ts'
import type { Letterhead } from '../letterhead.ts'

const sans = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
const serif = "Charter, 'Bitstream Charter', 'Sitka Text', Cambria, Georgia, serif"
const mono = "ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace"

/** A letter as an HTML document that mail programs show: styles beside each element, no image, nothing to load. */
export function letterHtml(letterhead: Letterhead, words: Words, t: Speak): string {
  return `<!doctype html>${renderToString(<Letter letterhead={letterhead} words={words} t={t} />)}`
}

function Letter({ letterhead, words, t }: { letterhead: Letterhead; words: Words; t: Speak }): JSX.Element {
  const { colours, brandName } = letterhead
  const ink = { color: colours.ink.light }
  const soft = { color: colours['ink-soft'].light }
  const title = { fontFamily: serif, fontWeight: t.locale === 'ar' ? 600 : 500 }
  const small = { ...soft, margin: '0 0 8px', fontSize: '14px', lineHeight: 1.55 }
  const line = `1px solid ${colours.line.light}`
  return (
    <html lang={t.locale} dir={t.dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        {/* Mail programs make links of what looks like a number, an address or a day. */}
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <base target="_top" />
        <title>{words.subject}</title>
        <style>{darkRules(colours)}</style>
      </head>
      <body
        class="paper"
        dir={t.dir}
        style={{
          ...ink,
          margin: 0,
          padding: 0,
          background: colours.paper.light,
          fontFamily: sans,
          fontSize: '17px',
          overflowWrap: 'anywhere',
        }}
      >
        <div style={{ maxWidth: '560px', margin: '0 auto', padding: '28px 20px 40px', textAlign: 'start' }}>
          <header
            class="accent"
            style={{ ...title, margin: '0 0 28px', fontSize: '20px', color: colours.accent.light }}
          >
            {brandName}
          </header>
          <main>
            <h1 class="ink" style={{ ...title, ...ink, margin: '0 0 20px', fontSize: '28px', lineHeight: 1.25 }}>
              {words.title}
            </h1>
            <Paragraph>{words.greeting}</Paragraph>
            {words.code === undefined ? null : (
              <p
                class="surface line ink"
                dir="ltr"
                style={{
                  ...ink,
                  margin: '24px 0',
                  padding: '18px 12px',
                  border: line,
                  borderRadius: '10px',
                  background: colours.surface.light,
                  fontFamily: mono,
                  fontSize: '34px',
                  lineHeight: 1.2,
                  letterSpacing: '0.18em',
                  textAlign: 'center',
                }}
              >
                {words.code}
              </p>
            )}
            {words.paragraphs.map((text) => (
              <Paragraph>{text}</Paragraph>
            ))}
            {words.facts ? <Facts facts={words.facts} line={line} soft={soft} /> : null}
            {words.action ? <Action action={words.action} colours={colours} /> : null}
            {words.second ? (
              <Paragraph>
                <a class="accent" href={safeUrl(words.second.url)} style={{ color: colours.accent.light }}>
                  {words.second.label}
                </a>
              </Paragraph>
            ) : null}
            {words.note === undefined ? null : (
              <p class="ink-soft" style={{ ...small, margin: '24px 0 0' }}>
                {words.note}
              </p>
            )}
            {words.action ? (
              <p class="ink-soft" style={{ ...small, margin: '16px 0 0' }}>
                {t('link.hint')}
                <br />
                <a
                  class="accent"
                  dir="ltr"
                  href={safeUrl(words.action.url)}
                  style={{ color: colours.accent.light, overflowWrap: 'anywhere', wordBreak: 'break-word' }}
                >
                  {words.action.url}
                </a>
              </p>
            ) : null}
          </main>
          <footer class="line" style={{ marginTop: '36px', paddingTop: '16px', borderTop: line }}>
            {words.footer.map((text) => (
              <p class="ink-soft" style={{ ...small, margin: '0 0 4px', fontSize: '13px' }}>
                {text}
              </p>
            ))}
          </footer>
        </div>
      </body>
    </html>
  )
}

function Paragraph({ children }: { children: JSX.Element | string }): JSX.Element {
  return <p style={{ margin: '0 0 16px', lineHeight: 1.6 }}>{children}</p>
}

function Facts(props: { facts: NonNullable<Words['facts']>; line: string; soft: { color: string } }): JSX.Element {
  return (
    <dl class="line" style={{ margin: '24px 0', padding: '0 0 12px', borderBottom: props.line }}>
      {props.facts.map(({ label, value }) => (
        <div class="line" style={{ padding: '10px 0 0', marginTop: '12px', borderTop: props.line }}>
          <dt class="ink-soft" style={{ ...props.soft, fontSize: '14px', lineHeight: 1.4 }}>
            {label}
          </dt>
          <dd style={{ margin: '2px 0 0', lineHeight: 1.45, fontVariantNumeric: 'tabular-nums' }}>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Action(props: { action: NonNullable<Words['action']>; colours: Letterhead['colours'] }): JSX.Element {
  const { action, colours } = props
  return (
    <p style={{ margin: '28px 0 20px' }}>
      <a
        class="action"
        href={safeUrl(action.url)}
        style={{
          display: 'inline-block',
          padding: '13px 26px',
          borderRadius: '8px',
          background: colours['accent-fill'].light,
          color: colours['on-accent'].light,
          fontWeight: 600,
          lineHeight: 1.25,
          textDecoration: 'none',
        }}
      >
        {action.label}
      </a>
    </p>
  )
}

// What stands beside an element can only be outdone so.
function darkRules(colours: Letterhead['colours']): string {
  const rules = [
    `.paper{background:${colours.paper.dark}!important;color:${colours.ink.dark}!important}`,
    `.surface{background:${colours.surface.dark}!important}`,
    `.ink{color:${colours.ink.dark}!important}`,
    `.ink-soft{color:${colours['ink-soft'].dark}!important}`,
    `.line{border-color:${colours.line.dark}!important}`,
    `.accent{color:${colours.accent.dark}!important}`,
    `.action{background:${colours['accent-fill'].dark}!important;color:${colours['on-accent'].dark}!important}`,
  ]
  return `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${rules.join('')}}`
}
