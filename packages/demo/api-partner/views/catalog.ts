import type { Channel } from '../catalog.ts'
import type { Page } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { type Customer, currentCustomer } from '../visitor.ts'
import { authorNames, courseUrl, extent, ownWords } from './course-parts.ts'
import { directionOf, money } from './format.ts'
import { type Html, html } from './html.ts'
import { tick } from './icons.ts'

export function catalogPage(visit: Visit, courses: readonly Channel[]): Page {
  const customer = currentCustomer(visit.visitor)
  return {
    title: '',
    body: html`<section class="opening">
  <h1>Courses for people who work with movement</h1>
  <p>Short films of lines that move, chosen for physiotherapists, teachers of movement, and anyone who lives in a body.</p>
</section>
${courses.length === 0 ? emptyShelf : html`<ul class="shelf">${courses.map((course) => html`<li>${card(visit, course, customer)}</li>`)}</ul>`}`,
  }
}

const emptyShelf = html`<section class="notice"><h2>The shelf is being filled</h2><p>No course has been agreed with the platform yet. As soon as one is, it stands here.</p></section>`

function card(visit: Visit, course: Channel, customer: Customer): Html {
  const isOwned = customer.owned.includes(course.idChannel)
  return html`<article class="card">
  <div class="cover"><img src="${course.cover}" alt="" width="1280" height="720"></div>
  <div class="blurb" data-reads="${directionOf(course.language)}">
    <h2 ${ownWords(course)}><a href="${courseUrl(visit, course)}">${course.title}</a></h2>
    <p class="subtitle" ${ownWords(course)}>${course.subtitle}</p>
    <p class="detail">${authorNames(course)}</p>
    <p class="detail">${extent(course)}</p>
    <p class="tag">${isOwned ? html`<span class="owned">${tick}On your shelf</span>` : html`<span class="price">${money(course.price, course.currency)}</span>`}</p>
  </div>
</article>`
}
