import type { OutboxEntry, PrintedLetter } from '../../../features/mailing/index.ts'
import { translator } from '../../../platform/i18n/index.ts'
import { framedPage } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { type OutboxPageProps, outboxStyles, stateText, writtenAt } from './outbox.tsx'

/** One letter: what stands on its envelope, the letter itself, and its plain text. */
export function letterPage({
  entry,
  letter,
  isSent,
  ...frame
}: OutboxPageProps & { entry: OutboxEntry; letter: PrintedLetter }): string {
  const t = translator(frame.locale, messages)
  const { id, mail, state, createdAt } = entry
  return framedPage({
    ...frame,
    title: letter.subject,
    stylesheets: [outboxStyles.url],
    body: (
      <article class="outbox">
        <p>
          <a href="/outbox">{t('letter.back')}</a>
        </p>
        <h1>
          <bdi lang={mail.locale}>{letter.subject}</bdi>
        </h1>
        <dl class="envelope">
          <div>
            <dt>{t('letter.to')}</dt>
            <dd>
              <bdi>{mail.to}</bdi>
            </dd>
          </div>
          <div>
            <dt>{t('letter.written')}</dt>
            <dd>
              <time dateTime={createdAt.toISOString()}>{writtenAt(frame.locale, createdAt)}</time>
            </dd>
          </div>
          <div>
            <dt>{t('letter.kind')}</dt>
            <dd>
              <code>{mail.kind}</code>
            </dd>
          </div>
          <div>
            <dt>{t('letter.state')}</dt>
            <dd>{stateText(t, state, isSent)}</dd>
          </div>
        </dl>
        <iframe
          class="sheet"
          src={`/outbox/${id}/letter`}
          title={t('letter.frame')}
          sandbox="allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"
        />
        <details>
          <summary>{t('letter.text')}</summary>
          <pre lang={mail.locale} dir="auto">
            {letter.text}
          </pre>
        </details>
      </article>
    ),
  })
}
