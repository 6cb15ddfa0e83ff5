import type { JSX } from 'preact'
import type { Course, Lesson } from '../../../features/licensing/index.ts'
import { JsonData, pageScript, pageStyles, safeUrl } from '../../../platform/html/index.ts'
import { formatDuration, type Locale, translator } from '../../../platform/i18n/index.ts'
import { framedPage, type Site } from '../../../platform/pages/index.ts'
import { messages } from '../messages/index.ts'
import { Cover, coursePath, lessonPath, ProgressLine, partsStyles, progressText } from './course-parts.tsx'
import { LessonList } from './lesson-list.tsx'
import type { Speak } from './speak.ts'

export interface LessonPageProps {
  site: Site
  locale: Locale
  url: string
  visitor: { name: string }
  course: Course
  lesson: Lesson
  /** Where the media path of this log-in's session begins. */
  media: string
  positionSeconds: number
  /** The code to show over the picture. */
  watermark?: string | undefined
  /** Begin without a press: the learner has just asked for it on the page before. */
  playsAtOnce: boolean
  player: {
    script: string
    stylesheet: string
    preloads: readonly {
      rel: 'preload' | 'modulepreload'
      href: string
      as?: 'script' | 'style' | 'image' | 'fetch' | 'track'
      type?: string
      crossOrigin?: 'anonymous' | 'use-credentials'
    }[]
  }
  /** The player's own texts in the page's language. */
  strings: Readonly<Record<string, string>>
}

export const lessonStyles = pageStyles(new URL('./lesson.css', import.meta.url))
export const lessonScript = pageScript(new URL('./lesson.js', import.meta.url))

/** A lesson on its stage, the others of its course beside it, and the next one offered at the end. */
export function lessonPage(props: LessonPageProps): string {
  const { course, lesson, player, site, locale, url, visitor } = props
  const t = translator(locale, messages)
  const at = course.lessons.indexOf(lesson)
  const next = course.lessons[at + 1]
  return framedPage({
    site,
    locale,
    url,
    visitor,
    isDark: true,
    title: lesson.title,
    stylesheets: [player.stylesheet, partsStyles.url, lessonStyles.url],
    scripts: [player.script, lessonScript.url],
    head: player.preloads.map((preload) => <link {...preload} href={safeUrl(preload.href)} />),
    body: (
      <article class="lesson">
        <div class="stage">
          <Player {...props} t={t} />
          <p class="visually-hidden" role="status" data-said="" />
          {next ? <Offer t={t} course={course} next={next} /> : <End t={t} course={course} />}
        </div>
        <Caption t={t} course={course} lesson={lesson} number={at + 1} next={next} />
        <section class="others" aria-labelledby="others">
          <header>
            <h2 id="others">
              <a href={coursePath(course)} lang={course.language}>
                <bdi>{course.title}</bdi>
              </a>
            </h2>
            <ProgressLine done={course.lessonsDone} total={course.lessons.length} />
            <p class="soft figures">{progressText(t, course)}</p>
            {course.lessons.length > 1 ? (
              <label class="play-on" hidden>
                <input type="checkbox" data-play-on="" /> {t('next.playOn')}
              </label>
            ) : null}
          </header>
          <LessonList t={t} course={course} currentId={lesson.videoId} play="play" />
        </section>
      </article>
    ),
  })
}

function Player({
  t,
  lesson,
  media,
  positionSeconds,
  playsAtOnce,
  watermark,
  strings,
}: LessonPageProps & { t: Speak }): JSX.Element {
  return (
    <lesson-player
      lang={t.locale}
      dir={t.dir}
      src={safeUrl(`${media}/master.m3u8`)}
      heartbeat={safeUrl(`${media}/heartbeat`)}
      poster={safeUrl(`${media}/poster.jpg`)}
      storyboard={safeUrl(`${media}/storyboard.vtt`)}
      start={positionSeconds.toString()}
      duration={lesson.durationSeconds.toString()}
      title={lesson.title}
      watermark={watermark}
      autoplay={playsAtOnce}
    >
      <JsonData data-strings="" value={strings} />
      <noscript>
        <p class="noscript">{t('lesson.noscript')}</p>
      </noscript>
    </lesson-player>
  )
}

// Shown when the lesson has ended, or not at all; without scripts the link below the stage leads on.
function Offer({ t, course, next }: { t: Speak; course: Course; next: Lesson }): JSX.Element {
  return (
    <section
      class="after"
      aria-labelledby="after"
      data-after=""
      data-begins={t('next.begins', { time: '{time}' })}
      hidden
    >
      <div class="cover">
        <Cover file={next.cover} />
      </div>
      <div class="words">
        <h2 id="after">{t('next.label')}</h2>
        <p class="name" lang={course.language}>
          <bdi>{next.title}</bdi>
        </p>
        <p class="soft figures">
          <span aria-hidden="true" data-countdown="" hidden />
          <span data-length="">{formatDuration(t.locale, next.durationSeconds)}</span>
        </p>
      </div>
      <div class="action">
        <a class="button" href={lessonPath(course, next, 'play')} data-next="">
          {t('next.play')}
        </a>
        <button type="button" class="button quiet" data-stay="" hidden>
          {t('next.stay')}
        </button>
      </div>
    </section>
  )
}

function End({ t, course }: { t: Speak; course: Course }): JSX.Element {
  return (
    <section class="after" aria-labelledby="after" data-after="" hidden>
      <div class="words">
        <h2 id="after">{t('end.title')}</h2>
        <p class="name" lang={course.language}>
          <bdi>{course.title}</bdi>
        </p>
      </div>
      <div class="action">
        <a class="button" href={coursePath(course)}>
          {t('lesson.course')}
        </a>
      </div>
    </section>
  )
}

function Caption(props: {
  t: Speak
  course: Course
  lesson: Lesson
  number: number
  next: Lesson | undefined
}): JSX.Element {
  const { t, course, lesson, number, next } = props
  return (
    <header class="caption">
      <div>
        <p class="soft figures">{t('lesson.number', { number, total: course.lessons.length })}</p>
        <div lang={course.language}>
          <h1>
            <bdi>{lesson.title}</bdi>
          </h1>
          {lesson.subtitle ? (
            <p class="soft">
              <bdi>{lesson.subtitle}</bdi>
            </p>
          ) : null}
        </div>
      </div>
      <p class="onward">
        {next ? (
          <a class="button quiet" href={lessonPath(course, next, 'play')} aria-describedby="onward">
            {t('next.label')}
          </a>
        ) : null}
        {next ? (
          <bdi id="onward" class="soft" lang={course.language}>
            {next.title}
          </bdi>
        ) : null}
      </p>
    </header>
  )
}
