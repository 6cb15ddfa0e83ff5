import type { Channel, Lesson } from '../catalog.ts'
import type { Page } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { currentCustomer } from '../visitor.ts'
import { extent, lessonUrl, ownWords } from './course-parts.ts'
import { clockTime, directionOf, languageName, listOf } from './format.ts'
import { type Html, html, trusted } from './html.ts'
import { play } from './icons.ts'
import { offer } from './offer.ts'

export function coursePage(visit: Visit, course: Channel): Page {
  const { owned } = currentCustomer(visit.visitor)
  const isOwned = owned.includes(course.idChannel)
  return {
    title: course.title,
    body: html`<p class="crumbs"><a href="${visit.basePath}/">All courses</a></p>
<article class="course">
  <header ${ownWords(course)}>
    <h1>${course.title}</h1>
    <p class="subtitle">${course.subtitle}</p>
  </header>
  <div class="trailer cover"><video controls preload="none" playsinline poster="${course.cover}" src="${course.trailer}" aria-label="Trailer" width="1280" height="720"></video></div>
  <aside class="offer" aria-label="This course">${offer(visit, course)}</aside>
  <div class="telling">
    <div class="prose" ${ownWords(course)}>${trusted(course.htmlDescription)}</div>
    <section>
      <h2>Lessons</h2>
      <p class="detail">${extent(course)}</p>
      <ol class="lessons">${course.video.map((lesson) => lessonRow(visit, course, lesson, isOwned))}</ol>
    </section>
    <section>
      <h2>${course.authors.length === 1 ? 'Author' : 'Authors'}</h2>
      <ul class="authors">${course.authors.map((author) => authorRow(author, course.language))}</ul>
    </section>
  </div>
</article>`,
  }
}

function lessonRow(visit: Visit, course: Channel, lesson: Lesson, isOwned: boolean): Html {
  const captions = Object.keys(lesson.captions).map(languageName)
  const spoken = lesson.audio.map(languageName)
  return html`<li>
  <img class="cover" src="${lesson.cover}" alt="" width="320" height="180" loading="lazy">
  <div data-reads="${directionOf(course.language)}">
    <h3 ${ownWords(course)}>${isOwned ? html`<a href="${lessonUrl(visit, course, lesson.videoId)}">${play}${lesson.title}</a>` : lesson.title}</h3>
    <p class="subtitle" ${ownWords(course)}>${lesson.subtitle}</p>
    <p class="detail">${spoken.length > 0 && `Spoken in ${listOf(spoken)}. `}${captions.length > 0 ? `Captions in ${listOf(captions)}.` : 'No captions.'}</p>
  </div>
  <span class="time"><span class="unseen">Length </span>${clockTime(lesson.duration)}</span>
</li>`
}

function authorRow({ name, image }: { name: string; image: string }, language: string): Html {
  const portrait =
    image === ''
      ? html`<span class="portrait" aria-hidden="true">${Array.from(name).at(0)}</span>`
      : html`<img class="portrait" src="${image}" alt="" width="56" height="56" loading="lazy">`
  return html`<li>${portrait}<bdi lang="${language}">${name}</bdi></li>`
}
