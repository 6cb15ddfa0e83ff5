import type { Channel } from '../catalog.ts'
import type { Visit } from '../visit.ts'
import { countOf, directionOf, languageName, spokenTime } from './format.ts'
import { type Html, html } from './html.ts'

export function courseUrl({ basePath }: Visit, { idChannel }: Channel): string {
  return `${basePath}/courses/${idChannel}`
}

export function lessonUrl(visit: Visit, course: Channel, videoId: string): string {
  return `${courseUrl(visit, course)}/lessons/${videoId}`
}

/** Attributes that say what language the course's own words are in, and which way they run. */
export function ownWords({ language }: { language: string }): Html {
  return html`lang="${language}" dir="${directionOf(language)}"`
}

/** Names may run another way than the sentence around them. */
export function authorNames(course: Channel): Html {
  const names = course.authors.map(({ name }) => html`<bdi lang="${course.language}">${name}</bdi>`)
  return html`${names.map((name, index) => [index > 0 && (index === names.length - 1 ? ' and ' : ', '), name])}`
}

/** 4 lessons · 2 min 10 s · English */
export function extent({ video, language }: Channel): string {
  const seconds = video.reduce((sum, { duration }) => sum + duration, 0)
  return `${countOf(video.length, 'lesson')} · ${spokenTime(seconds)} · ${languageName(language)}`
}
