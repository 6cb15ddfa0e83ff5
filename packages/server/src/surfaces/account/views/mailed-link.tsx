import type { FieldFault } from '../../../features/identity/index.ts'
import { Form, NewPasswordField, PasswordField, Submit } from './fields.tsx'
import { entryPage } from './page.tsx'
import { carrying, isolate, type Stage, speak } from './speak.ts'

/** Where a mailed link leads once it no longer holds. */
export function expiredPage(stage: Stage, again: 'reset' | 'sign-in' | 'account'): string {
  const t = speak(stage.locale)
  const ways = { reset: '/account/forgot', 'sign-in': '/account/sign-in', account: '/account' }
  return entryPage(
    stage,
    t('expired.title'),
    <>
      <p class="lead">{t('expired.text')}</p>
      <p>
        <a class="button" href={carrying(ways[again], stage.next)}>
          {again === 'sign-in' ? t('signIn.title') : t('expired.again')}
        </a>
      </p>
    </>,
  )
}

export function resetPage(
  stage: Stage,
  { token, minLength, fault }: { token: string; minLength: number; fault?: FieldFault | undefined },
): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('reset.title'),
    <>
      <p class="lead">{t('reset.text')}</p>
      <Form action="/account/reset" next={stage.next}>
        <input type="hidden" name="token" value={token} />
        <NewPasswordField
          t={t}
          label={t('field.newPassword')}
          count={minLength}
          error={fault && t(`fault.${fault}`)}
          isFirst
        />
        <Submit>{t('reset.button')}</Submit>
      </Form>
    </>,
  )
}

/** Where whoever signed up confirms the address: with the letter and the password. */
export function verifyPage(
  stage: Stage,
  { token, email, isWrong }: { token: string; email: string; isWrong?: boolean },
): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('verify.title'),
    <>
      <p class="lead">{t('verify.text', { email: isolate(email) })}</p>
      <Form action="/account/verify-email" next={stage.next}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="username" value={email} autocomplete="username" />
        <PasswordField t={t} error={isWrong ? t('verify.wrong') : undefined} isFirst />
        <Submit>{t('verify.button')}</Submit>
      </Form>
      <Form action="/account/code" next={stage.next}>
        <input type="hidden" name="email" value={email} />
        <button type="submit" class="plain-link">
          {t('verify.otherwise')}
        </button>
      </Form>
    </>,
  )
}

/** Where the new address of an account is confirmed. */
export function newEmailPage(stage: Stage, { token, email }: { token: string; email: string }): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('newEmail.title'),
    <>
      <p class="lead">{t('newEmail.text', { email: isolate(email) })}</p>
      <Form action="/account/verify-email">
        <input type="hidden" name="token" value={token} />
        <Submit>{t('newEmail.button')}</Submit>
      </Form>
    </>,
  )
}
