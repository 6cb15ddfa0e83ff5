import type { Channel, Lesson } from '../catalog.ts'
import type { Page } from '../reply.ts'
import { playerLanguages, type ViewingChoices } from '../viewing-choices.ts'
import type { Visit } from '../visit.ts'
import { courseUrl, lessonUrl, ownWords } from './course-parts.ts'
import { clockTime } from './format.ts'
import { type Html, html, trusted } from './html.ts'
import { play } from './icons.ts'

interface Viewing {
  course: Channel
  lesson: Lesson
  /** The `tokenAuthVideo`. */
  token: string
  choices: ViewingChoices
}

export function lessonPage(visit: Visit, viewing: Viewing): Page {
  const { course, lesson } = viewing
  return {
    title: lesson.title,
    body: html`<p class="crumbs"><a href="${visit.basePath}/">All courses</a> <span aria-hidden="true">/</span> <a href="${courseUrl(visit, course)}" ${ownWords(course)}>${course.title}</a></p>
<article class="lesson">
  <div class="stage"><iframe src="${playerUrl(visit, viewing)}" title="Player: ${lesson.title}" data-origin="${visit.platformOrigin}" allow="autoplay; picture-in-picture" allowfullscreen></iframe></div>
  <div class="about">
    ${upNext(visit, viewing)}
    <header ${ownWords(course)}>
      <h1>${lesson.title}</h1>
      <p class="subtitle">${lesson.subtitle}</p>
    </header>
    ${choicesForm(viewing)}
    <div class="prose" ${ownWords(course)}>${trusted(lesson.htmlDescription)}</div>
  </div>
  <nav class="playlist" aria-label="Lessons of this course">
    <h2>Lessons</h2>
    <ol>${course.video.map((other) => playlistRow(visit, viewing, other))}</ol>
  </nav>
</article>`,
  }
}

/** Where the player is: what the partner's page frames. */
function playerUrl({ platformUrl }: Visit, { token, choices }: Viewing): string {
  const query = new URLSearchParams({ signature: token })
  if (choices.captions !== 'off') query.set('sublang', choices.captions)
  return `${platformUrl}/${choices.playerLanguage}/videoaccess?${query}`
}

/** The way to another lesson, with what was chosen for this one. */
function otherUrl(visit: Visit, { course, choices }: Viewing, videoId: string): string {
  const query = new URLSearchParams({ player: choices.playerLanguage, captions: choices.captions })
  return `${lessonUrl(visit, course, videoId)}?${query}`
}

function upNext(visit: Visit, viewing: Viewing): Html {
  const { course, lesson } = viewing
  const next = course.video[course.video.indexOf(lesson) + 1]
  return html`<div class="next" role="status">${
    next
      ? html`<p hidden data-when="ended"><span>Next lesson</span> <a class="primary" href="${otherUrl(visit, viewing, next.videoId)}">${play}<span ${ownWords(course)}>${next.title}</span></a></p>`
      : html`<p hidden data-when="ended"><span>That was the last lesson.</span> <a href="${courseUrl(visit, course)}">Back to the course</a></p>`
  }</div>`
}

function choicesForm({ lesson, choices }: Viewing): Html {
  const captions = { off: 'Off', ...lesson.captions }
  return html`<form class="choices" method="get">
  ${select('captions', 'Captions', captions, choices.captions)}
  ${select('player', 'Player language', playerLanguages, choices.playerLanguage)}
  <button>Apply</button>
</form>`
}

function select(name: string, label: string, options: Record<string, string>, chosen: string): Html {
  return html`<label><span>${label}</span><select name="${name}">${Object.entries(options).map(
    ([tag, text]) =>
      html`<option value="${tag}"${tag !== 'off' && html` lang="${tag}"`}${tag === chosen && html` selected`}>${text}</option>`,
  )}</select></label>`
}

function playlistRow(visit: Visit, viewing: Viewing, other: Lesson): Html {
  const isCurrent = other === viewing.lesson
  return html`<li><a href="${otherUrl(visit, viewing, other.videoId)}"${isCurrent && html` aria-current="page"`}>
  <span class="name" ${ownWords(viewing.course)}>${other.title}</span>
  <span class="time">${clockTime(other.duration)}</span>
</a></li>`
}
