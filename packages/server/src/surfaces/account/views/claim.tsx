import { Form, Submit } from './fields.tsx'
import { entryPage } from './page.tsx'
import { isolate, type Stage, speak } from './speak.ts'

export interface ClaimableCourse {
  title: string
  language: string
  partner: string
}

/** Courses bought from partners under the account's own address, to be taken into My Courses. */
export function claimPage(stage: Stage, { email, courses }: { email: string; courses: ClaimableCourse[] }): string {
  const t = speak(stage.locale)
  if (courses.length === 0) {
    return entryPage(
      stage,
      t('claim.none.title'),
      <>
        <p class="lead">{t('claim.none.text')}</p>
        <p>
          <a class="button quiet" href={stage.site.home}>
            {t('claim.courses')}
          </a>
        </p>
      </>,
    )
  }
  return entryPage(
    stage,
    t('claim.title'),
    <>
      <p class="lead">{t('claim.text', { email: isolate(email) })}</p>
      <ul class="rows bare">
        {courses.map(({ title, language, partner }) => (
          <li>
            <p>
              <strong lang={language} dir="auto">
                {title}
              </strong>
              <small>{t('claim.from', { partner: isolate(partner) })}</small>
            </p>
          </li>
        ))}
      </ul>
      <Form action="/account/claim" next={stage.next}>
        <Submit>{t('claim.button', { count: courses.length })}</Submit>
      </Form>
    </>,
  )
}
