import type { FieldFault } from '../../../features/identity/index.ts'
import { Choice } from '../../../platform/pages/index.ts'
import { EmailField, Field, Form, NewPasswordField, Submit } from './fields.tsx'
import { entryPage } from './page.tsx'
import { carrying, type Stage, speak } from './speak.ts'

export interface SignUpForm {
  name?: string
  email?: string
  hasMarketingConsent?: boolean
  faults?: Partial<Record<'name' | 'email' | 'password', FieldFault>>
}

export function signUpPage(stage: Stage, minLength: number, form: SignUpForm = {}): string {
  const t = speak(stage.locale)
  const { faults = {} } = form
  const error = (field: keyof typeof faults) => {
    const fault = faults[field]
    return fault && t(`fault.${fault}`)
  }
  return entryPage(
    stage,
    t('signUp.title'),
    <>
      <Form action="/account/sign-up" next={stage.next}>
        <Field
          name="name"
          label={t('field.name')}
          value={form.name}
          error={error('name')}
          autocomplete="name"
          maxLength={200}
          isFirst={form.faults === undefined}
        />
        <EmailField t={t} value={form.email} error={error('email')} />
        <NewPasswordField t={t} label={t('field.password')} count={minLength} error={error('password')} />
        <MarketingChoice stage={stage} isTicked={form.hasMarketingConsent ?? false} />
        <Submit>{t('signUp.button')}</Submit>
      </Form>
      <p class="ways">
        <span class="soft">{t('signUp.have')}</span>
        <a href={carrying('/account/sign-in', stage.next)}>{t('signIn.title')}</a>
      </p>
    </>,
  )
}

/** What one may agree to and need not. Whoever rewords it gives `consentTexts` a new version. */
function MarketingChoice({ stage, isTicked }: { stage: Stage; isTicked: boolean }) {
  const t = speak(stage.locale)
  return (
    <Choice
      id="marketing"
      name="marketing"
      label={t('field.marketing', { brand: stage.site.shell.brand.name })}
      isTicked={isTicked}
    />
  )
}

/** What an account made by a mailed code is still asked. */
export function welcomePage(
  stage: Stage,
  form: Pick<SignUpForm, 'name' | 'hasMarketingConsent'> & { fault?: FieldFault } = {},
): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('welcome.title'),
    <>
      <p class="lead">{t('welcome.text')}</p>
      <Form action="/account/welcome" next={stage.next}>
        <Field
          name="name"
          label={t('field.name')}
          value={form.name}
          error={form.fault && t(`fault.${form.fault}`)}
          autocomplete="name"
          maxLength={200}
          isFirst
        />
        <MarketingChoice stage={stage} isTicked={form.hasMarketingConsent ?? false} />
        <Submit>{t('welcome.button')}</Submit>
      </Form>
    </>,
  )
}
