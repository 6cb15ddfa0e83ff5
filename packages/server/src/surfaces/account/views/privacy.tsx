import type { JSX } from 'preact'
import type { Consent } from '../../../features/identity/index.ts'
import { formatDateTime } from '../../../platform/i18n/index.ts'
import { Section } from './account.tsx'
import { Form, Notice, Submit } from './fields.tsx'
import { accountPage, entryPage } from './page.tsx'
import { ProofFields } from './proof.tsx'
import { isolate, type Speak, type Stage, speak } from './speak.ts'

export function privacyPage(
  stage: Stage,
  { consents, hasMarketing, isSaved }: { consents: Consent[]; hasMarketing: boolean; isSaved: boolean },
): string {
  const t = speak(stage.locale)
  return accountPage(
    stage,
    t('privacy.link'),
    <div class="account">
      <h1>{t('privacy.link')}</h1>
      {isSaved ? <Notice kind="good">{t('account.saved')}</Notice> : null}
      <Section id="consents-part" title={t('consents.title')}>
        <Consents t={t} consents={consents} />
        <p>{t(hasMarketing ? 'marketing.on' : 'marketing.off')}</p>
        <form method="post" action="/account/privacy/marketing">
          <input type="hidden" name="marketing" value={hasMarketing ? 'no' : 'yes'} />
          <Submit quiet>{t(hasMarketing ? 'marketing.withdraw' : 'marketing.give')}</Submit>
        </form>
      </Section>
      <Section id="export-part" title={t('export.title')}>
        <p>{t('export.text')}</p>
        <p>
          <a class="button quiet" href="/account/privacy/export" download>
            {t('export.button')}
          </a>
        </p>
      </Section>
      <Section id="erase-part" title={t('erase.title')}>
        <p>{t('erase.text')}</p>
        <p>
          <a class="button grave" href="/account/erase">
            {t('erase.open')}
          </a>
        </p>
      </Section>
    </div>,
  )
}

function Consents({ t, consents }: { t: Speak; consents: Consent[] }): JSX.Element {
  if (consents.length === 0) return <p class="soft">{t('consents.empty')}</p>
  return (
    <ul class="rows bare">
      {consents.map(({ kind, isGiven, textVersion, givenAt, occurredAt }) => (
        <li>
          <p>
            <strong>{t(`consents.${kind}`)}</strong>
            <small>
              <time dateTime={occurredAt.toISOString()}>{formatDateTime(t.locale, occurredAt)} UTC</time>
              {', '}
              {t(`consents.${givenAt}`)} · {t('consents.version', { version: isolate(textVersion) })}
            </small>
          </p>
          <span>{t(isGiven ? 'consents.given' : 'consents.refused')}</span>
        </li>
      ))}
    </ul>
  )
}

export interface EraseView {
  email: string
  proof: 'password' | 'code'
  isCodeSent: boolean
  error?: string | undefined
}

/** What goes, what stays, and the last question. */
export function erasePage(stage: Stage, { email, proof, isCodeSent, error }: EraseView): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('erase.title'),
    <>
      <ul class="stays">
        <li>{t('erase.gone')}</li>
        <li>{t('erase.stays')}</li>
        <li>{t('erase.partners')}</li>
      </ul>
      <Form action="/account/erase">
        <ProofFields t={t} id="proof" proof={proof} email={email} isCodeSent={isCodeSent} error={error}>
          <button type="submit" class="button grave">
            {t('erase.button')}
          </button>
        </ProofFields>
      </Form>
      <p class="ways">
        <a href="/account/privacy">{t('erase.keep')}</a>
      </p>
    </>,
  )
}

export function erasedPage(stage: Stage): string {
  const t = speak(stage.locale)
  return entryPage(stage, t('erased.title'), <p class="lead">{t('erased.text')}</p>)
}
