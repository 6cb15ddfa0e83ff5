import type { FieldFault } from '../../../features/identity/index.ts'
import { CodeField, EmailField, Form, Notice, Submit } from './fields.tsx'
import { entryPage } from './page.tsx'
import { carrying, isolate, type Speak, type Stage, speak } from './speak.ts'

type Awaited =
  | { kind: 'verify'; email: string; hours: number }
  | { kind: 'reset'; email: string; minutes: number }
  | { kind: 'newEmail'; email: string }

/** What to do until the letter is there. */
export function checkMailPage(stage: Stage, { kind, email, ...told }: Awaited): string {
  const t = speak(stage.locale)
  const isInside = stage.visitor !== undefined
  return entryPage(
    stage,
    t('checkMail.title'),
    <>
      <p class="lead">{t(`checkMail.${kind}`, { email: isolate(email), ...told })}</p>
      <p class="soft">{t('checkMail.nothing')}</p>
      <Outbox stage={stage} t={t} />
      <p class="ways">
        {isInside ? (
          <a href="/account">{t('account.title')}</a>
        ) : (
          <a href={carrying('/account/sign-in', stage.next)}>{t('checkMail.back')}</a>
        )}
      </p>
    </>,
  )
}

function Outbox({ stage, t }: { stage: Stage; t: Speak }) {
  if (stage.site.mode !== 'test') return null
  return (
    <p class="notice">
      {t('checkMail.outbox')}{' '}
      <a href="/outbox" target="_blank" rel="noopener">
        {t('checkMail.toOutbox')}
      </a>
    </p>
  )
}

/** Where the mailed code is typed in. */
export function codePage(
  stage: Stage,
  { email, minutes, fault }: { email: string; minutes: number; fault?: 'code-wrong' | 'code-spent' | undefined },
): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('code.title'),
    <>
      <p class="lead">{t('code.text', { email: isolate(email), minutes })}</p>
      <Outbox stage={stage} t={t} />
      {fault === 'code-spent' ? (
        <Notice kind="bad">{t('fault.code-spent')}</Notice>
      ) : (
        <Form action="/account/verify-code" next={stage.next}>
          <input type="hidden" name="email" value={email} />
          <CodeField t={t} error={fault && t(`fault.${fault}`)} isFirst />
          <Submit>{t('code.button')}</Submit>
        </Form>
      )}
      <p class="soft">{t('checkMail.nothing')}</p>
      <Form action="/account/code" next={stage.next}>
        <input type="hidden" name="email" value={email} />
        <Submit quiet>{t('code.again')}</Submit>
      </Form>
      <p class="ways">
        <a href={carrying('/account/sign-in', stage.next)}>{t('code.other')}</a>
      </p>
    </>,
  )
}

/** Where an address is given, for a code or for a link to set a password. */
export function addressPage(
  stage: Stage,
  { purpose, email, fault }: { purpose: 'code' | 'reset'; email?: string | undefined; fault?: FieldFault | undefined },
): string {
  const t = speak(stage.locale)
  const isCode = purpose === 'code'
  return entryPage(
    stage,
    t(isCode ? 'signIn.title' : 'forgot.title'),
    <>
      <p class="lead">{t(isCode ? 'signIn.codeText' : 'forgot.text')}</p>
      <Form action={isCode ? '/account/code' : '/account/forgot'} next={stage.next}>
        <EmailField t={t} value={email} error={fault && t(`fault.${fault}`)} isFirst />
        <Submit>{t(isCode ? 'signIn.codeButton' : 'forgot.button')}</Submit>
      </Form>
      <p class="ways">
        <a href={carrying('/account/sign-in', stage.next)}>{t('checkMail.back')}</a>
      </p>
    </>,
  )
}
