import { encode, renderSVG } from 'uqr'
import { CodeField, Form, Notice, PasswordField, Submit } from './fields.tsx'
import { entryPage } from './page.tsx'
import { carrying, type Stage, speak } from './speak.ts'

/** The second step of signing in. */
export function factorPage(stage: Stage, { isWrong = false }: { isWrong?: boolean } = {}): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('factor.title'),
    <>
      <p class="lead">{t('factor.text')}</p>
      <Form action="/account/second-step" next={stage.next}>
        <CodeField t={t} error={isWrong ? t('factor.wrong') : undefined} isFirst />
        <Submit>{t('factor.button')}</Submit>
      </Form>
      <p class="ways">
        <a href={carrying('/account/sign-in', stage.next)}>{t('checkMail.back')}</a>
      </p>
    </>,
  )
}

/** The authenticator app takes the secret, as a picture or as text, and shows that it has. */
export function enrolPage(stage: Stage, { uri, isWrong = false }: { uri: string; isWrong?: boolean }): string {
  const t = speak(stage.locale)
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 0 }))}`
  return entryPage(
    stage,
    t('enrol.title'),
    <>
      <p class="lead">{t('enrol.scan')}</p>
      <img class="picture" src={picture} width={encode(uri).size} height={encode(uri).size} alt={t('enrol.picture')} />
      <p>
        {t('enrol.key')}: <code class="secret">{inGroups(new URL(uri).searchParams.get('secret') ?? '')}</code>
      </p>
      <Form action="/account/second-factor/confirm" next={stage.next}>
        <input type="hidden" name="uri" value={uri} />
        <CodeField t={t} label={t('enrol.code')} error={isWrong ? t('factor.wrong') : undefined} />
        <Submit>{t('enrol.button')}</Submit>
      </Form>
    </>,
  )
}

export function backupCodesPage(stage: Stage, codes: string[]): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('codes.title'),
    <>
      <p class="lead">{t('codes.text')}</p>
      <ul class="codes" dir="ltr" translate={false}>
        {codes.map((code) => (
          <li>{code}</li>
        ))}
      </ul>
      <p>
        <a class="button" href={stage.next ?? '/account'}>
          {t('codes.done')}
        </a>
      </p>
    </>,
  )
}

/** Where the password is asked for before an enrolment begins. */
export function beginEnrolPage(
  stage: Stage,
  { hasPassword, isWrong, isRequired }: { hasPassword: boolean; isWrong?: boolean; isRequired: boolean },
): string {
  const t = speak(stage.locale)
  return entryPage(
    stage,
    t('enrol.title'),
    <>
      {isRequired ? <Notice kind="good">{t('second.required')}</Notice> : <p class="lead">{t('second.off')}</p>}
      <Form action="/account/second-factor" next={stage.next}>
        {hasPassword ? <PasswordField t={t} error={isWrong ? t('fault.proof-wrong') : undefined} isFirst /> : null}
        <Submit>{t('second.setUp')}</Submit>
      </Form>
    </>,
  )
}

/** A long key as it is easier to type. */
function inGroups(key: string): string {
  return key.match(/.{1,4}/g)?.join(' ') ?? ''
}
