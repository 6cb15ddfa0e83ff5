import { EmailField, Form, Notice, PasswordField, Submit } from './fields.tsx'
import { entryPage } from './page.tsx'
import { carrying, type Stage, speak } from './speak.ts'

export type SignInNews = 'wrong' | 'beginAgain' | 'spent' | 'resetDone'

/** The way in: by password, or by a mailed code. */
export function signInPage(
  stage: Stage,
  { email, news }: { email?: string | undefined; news?: SignInNews | undefined } = {},
): string {
  const t = speak(stage.locale)
  const { next } = stage
  return entryPage(
    stage,
    t('signIn.title'),
    <>
      {news === undefined ? null : <Notice kind={news === 'resetDone' ? 'good' : 'bad'}>{t(`signIn.${news}`)}</Notice>}
      <Form action="/account/sign-in" next={next}>
        <EmailField t={t} value={email} isFirst />
        <PasswordField t={t} />
        <Submit>{t('signIn.button')}</Submit>
      </Form>
      <p class="ways">
        <a href={carrying('/account/forgot', next)}>{t('signIn.forgot')}</a>
      </p>
      <section aria-labelledby="by-code">
        <h2 id="by-code">{t('signIn.or')}</h2>
        <p class="soft">{t('signIn.codeText')}</p>
        <Form action="/account/code" next={next}>
          <EmailField t={t} id="code-email" value={email} />
          <Submit quiet>{t('signIn.codeButton')}</Submit>
        </Form>
      </section>
      <p class="ways">
        <span class="soft">{t('signIn.new')}</span>
        <a href={carrying('/account/sign-up', next)}>{t('signIn.create')}</a>
      </p>
    </>,
  )
}
