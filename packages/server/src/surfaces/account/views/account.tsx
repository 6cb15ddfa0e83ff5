import type { ComponentChildren, JSX } from 'preact'
import { formatDateTime } from '../../../platform/i18n/index.ts'
import { Field, Form, NewPasswordField, Notice, PasswordField, Submit } from './fields.tsx'
import { accountPage } from './page.tsx'
import { ProofFields } from './proof.tsx'
import { isolate, type Speak, type Stage, speak } from './speak.ts'

export interface AccountView {
  name: string
  email: string
  role: 'learner' | 'operator'
  hasPassword: boolean
  hasSecondFactor: boolean
  minLength: number
  sessions: SessionView[]
  /** Whether something was saved just now. */
  isSaved?: boolean
  /** A code to prove who one is has been mailed. */
  isCodeSent?: boolean
  /** What was typed into the field for a new address. */
  newEmail?: string
  errors?: { name?: string; email?: string; proof?: string; current?: string; password?: string; second?: string }
}

export interface SessionView {
  id: string
  /** `Firefox on Linux`, in the reader's language; undefined where the browser did not say. */
  device: string | undefined
  address: string | null
  signedInAt: Date
  lastSeenAt: Date
  isThis: boolean
}

export function accountHomePage(stage: Stage, view: AccountView): string {
  const t = speak(stage.locale)
  return accountPage(
    stage,
    t('account.title'),
    <div class="account">
      <h1>{t('account.title')}</h1>
      {view.isSaved ? <Notice kind="good">{t('account.saved')}</Notice> : null}
      <Section id="name-part" title={t('profile.title')}>
        <Form action="/account/name">
          <Field
            name="name"
            label={t('field.name')}
            value={view.name}
            error={view.errors?.name}
            autocomplete="name"
            maxLength={200}
          />
          <Submit quiet>{t('profile.button')}</Submit>
        </Form>
      </Section>
      <Section id="email-part" title={t('email.title')}>
        <EmailPart t={t} view={view} />
      </Section>
      <Section id="password-part" title={t('password.title')}>
        <PasswordPart t={t} view={view} />
      </Section>
      <Section id="second-part" title={t('second.title')}>
        <SecondPart t={t} view={view} />
      </Section>
      <Section id="sessions-part" title={t('sessions.title')}>
        <Sessions t={t} sessions={view.sessions} />
      </Section>
      <Section id="privacy-part" title={t('privacy.title')}>
        <p class="ways">
          <a href="/account/privacy">{t('privacy.link')}</a>
          <a href="/account/claim">{t('claim.title')}</a>
        </p>
      </Section>
    </div>,
  )
}

export function Section(props: { id: string; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      <div class="part">{props.children}</div>
    </section>
  )
}

interface Part {
  t: Speak
  view: AccountView
}

function EmailPart({ t, view }: Part): JSX.Element {
  return (
    <>
      <p class="lead">{t('email.current', { email: isolate(view.email) })}</p>
      <Form action="/account/email">
        <Field
          name="email"
          id="new-email"
          label={t('email.new')}
          type="email"
          autocomplete="email"
          maxLength={254}
          value={view.newEmail}
          error={view.errors?.email}
        />
        <ProofFields
          t={t}
          id="email-proof"
          proof={view.hasPassword ? 'password' : 'code'}
          email={view.email}
          isCodeSent={view.isCodeSent ?? false}
          error={view.errors?.proof}
        >
          <Submit quiet>{t('email.button')}</Submit>
        </ProofFields>
      </Form>
    </>
  )
}

function PasswordPart({ t, view }: Part): JSX.Element {
  const { hasPassword, errors, minLength, email } = view
  return (
    <>
      {hasPassword ? null : <p>{t('password.none')}</p>}
      <Form action="/account/password">
        <input type="hidden" name="username" value={email} autocomplete="username" />
        {hasPassword ? (
          <Field
            name="current"
            label={t('password.current')}
            type="password"
            autocomplete="current-password"
            error={errors?.current}
          />
        ) : null}
        <NewPasswordField t={t} label={t('field.newPassword')} count={minLength} error={errors?.password} />
        <p class="soft">{t('password.others')}</p>
        <Submit quiet>{t(hasPassword ? 'password.change' : 'password.first')}</Submit>
      </Form>
    </>
  )
}

function SecondPart({ t, view }: Part): JSX.Element {
  if (!view.hasSecondFactor) {
    return (
      <>
        <p>{t('second.off')}</p>
        <p>
          <a class="button quiet" href="/account/second-factor">
            {t('second.setUp')}
          </a>
        </p>
      </>
    )
  }
  return (
    <>
      <p>{t('second.on')}</p>
      <form method="post" action="/account/second-factor/codes" class="stack" noValidate>
        {view.hasPassword ? <PasswordField t={t} id="second-password" error={view.errors?.second} /> : null}
        <p class="ways">
          <Submit quiet>{t('second.renew')}</Submit>
          {view.role === 'operator' ? null : (
            <button type="submit" class="button grave" formAction="/account/second-factor/disable">
              {t('second.disable')}
            </button>
          )}
        </p>
      </form>
    </>
  )
}

function Sessions({ t, sessions }: { t: Speak; sessions: SessionView[] }): JSX.Element {
  const when = (date: Date) => isolate(`${formatDateTime(t.locale, date)} UTC`)
  return (
    <>
      <ul class="rows bare">
        {sessions.map(({ id, device, address, signedInAt, lastSeenAt, isThis }) => (
          <li>
            <p>
              <strong>{device ?? t('sessions.unknown')}</strong>
              {isThis ? <span class="mark">{t('sessions.here')}</span> : null}
              <small>{t('sessions.seen', { when: when(lastSeenAt) })}</small>
              <small>
                {t('sessions.since', { when: when(signedInAt) })}
                {address === null ? null : (
                  <>
                    {' · '}
                    <bdi>{address}</bdi>
                  </>
                )}
              </small>
            </p>
            {isThis ? null : (
              <form method="post" action="/account/sessions/end">
                <input type="hidden" name="session" value={id} />
                <button
                  type="submit"
                  class="button quiet"
                  aria-label={t('sessions.endOne', { device: device ?? t('sessions.unknown') })}
                >
                  {t('sessions.end')}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <form method="post" action="/account/sessions/end-others">
          <Submit quiet>{t('sessions.endOthers')}</Submit>
        </form>
      ) : null}
    </>
  )
}
