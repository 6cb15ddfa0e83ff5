import type { JSX } from 'preact'
import { safeUrl } from '../../../platform/html/index.ts'
import { formatPrice, languageName, type Translator } from '../../../platform/i18n/index.ts'
import type { messages } from '../messages/index.ts'

export interface SampleCourse {
  title: string
  /** BCP 47; the title is in it. */
  language: string
  coverUrl: string
  lessons: number
  priceMinor: number
  currency: string
}

/** The sample courses by their covers. */
export function CourseList(props: {
  t: Translator<keyof typeof messages.en>
  courses: readonly SampleCourse[]
}): JSX.Element {
  const { t, courses } = props
  return (
    <section class="courses" aria-labelledby="courses">
      <h2 id="courses" class="visually-hidden">
        {t('courses.title')}
      </h2>
      <ul class="bare">
        {courses.map((course) => (
          <li>
            <div class="cover">
              <img src={safeUrl(course.coverUrl)} alt="" loading="lazy" decoding="async" />
            </div>
            <h3 lang={course.language}>
              <bdi>{course.title}</bdi>
            </h3>
            <p>
              <bdi lang={course.language}>{languageName(course.language)}</bdi>
              <span>{t('courses.lessons', { count: course.lessons })}</span>
              <data value={course.priceMinor}>
                {formatPrice(t.locale, course.priceMinor, course.currency, { trimZeros: true })}
              </data>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
