import type { JSX } from 'preact'
import type { OutboxEntry } from '../../../features/mailing/index.ts'
import { pageStyles } from '../../../platform/html/index.ts'
import { formatDateTime, type Locale, type Translator, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site, type Visitor } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'

export interface OutboxPageProps {
  site: Site
  locale: Locale
  url: string
  visitor: Visitor | undefined
  /** Whether letters go through a mail server as well. */
  isSent: boolean
}

export type Speak = Translator<keyof typeof messages.en>

export const outboxStyles = pageStyles(new URL('./outbox.css', import.meta.url))

/** All letters, the newest first. */
export function outboxPage({
  entries,
  isSent,
  ...frame
}: OutboxPageProps & { entries: (OutboxEntry & { subject: string })[] }): string {
  const t = translator(frame.locale, messages)
  return framedPage({
    ...frame,
    title: t('list.title'),
    stylesheets: [outboxStyles.url],
    body: (
      <div class="outbox">
        <h1>{t('list.title')}</h1>
        <p class="lead">
          {t(isSent ? 'list.sent' : 'list.kept')} {t('list.onlyTest')}
        </p>
        {entries.length === 0 ? <Empty t={t} /> : <Letters entries={entries} isSent={isSent} t={t} />}
      </div>
    ),
  })
}

function Empty({ t }: { t: Speak }): JSX.Element {
  return (
    <section class="empty">
      <h2>{t('empty.title')}</h2>
      <p>{t('empty.text')}</p>
      <p>
        <a class="button quiet" href="/account/sign-up">
          {t('empty.action')}
        </a>
      </p>
    </section>
  )
}

function Letters(props: { entries: (OutboxEntry & { subject: string })[]; isSent: boolean; t: Speak }): JSX.Element {
  const { entries, isSent, t } = props
  return (
    <ul class="letters bare">
      {entries.map(({ id, mail, state, createdAt, subject }) => (
        <li>
          <a href={`/outbox/${id}`}>
            <bdi lang={mail.locale}>{subject}</bdi>
          </a>
          <span class="recipient">
            <bdi>{mail.to}</bdi>
          </span>
          <span class="facts">
            <time dateTime={createdAt.toISOString()}>{writtenAt(t.locale, createdAt)}</time>
            <code>{mail.kind}</code>
            <span class={`state ${state}`}>{stateText(t, state, isSent)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** How far a letter got, in words. */
export function stateText(t: Speak, state: OutboxEntry['state'], isSent: boolean): string {
  return t(state === 'sent' && !isSent ? 'state.kept' : `state.${state}`)
}

/** The minute, with its zone: readers of test deployments sit anywhere. */
export function writtenAt(locale: Locale, date: Date): string {
  return `${formatDateTime(locale, date)} UTC`
}
