import type { Channel } from '../catalog.ts'
import type { Visit } from '../visit.ts'
import { currentCustomer } from '../visitor.ts'
import { courseUrl, lessonUrl } from './course-parts.ts'
import { money } from './format.ts'
import { type Html, html } from './html.ts'
import { play, tick } from './icons.ts'

/** What the customer can do with the course now: buy it, or watch it. */
export function offer(visit: Visit, course: Channel): Html {
  const { name, owned, ended } = currentCustomer(visit.visitor)
  if (owned.includes(course.idChannel)) return ownedPanel(visit, course, name)
  return html`${ended.includes(course.idChannel) && html`<p class="ended">Your access to this course has ended. Bought again, it is yours again.</p>`}
<p class="price large">${money(course.price, course.currency)}</p>
<form method="post" action="${courseUrl(visit, course)}/buy">
  <input type="hidden" name="token" value="${visit.formToken}">
  <button class="primary">Buy for ${money(course.price, course.currency)}</button>
</form>
<p class="detail">A demonstration: no money moves.</p>
<ul class="ticks">
  <li>${tick}Every lesson, and those added later</li>
  <li>${tick}On any device, in the browser</li>
</ul>`
}

function ownedPanel(visit: Visit, course: Channel, name: string): Html {
  const [first] = course.video
  const order = visit.query.get('bought')
  return html`${order !== null && html`<p class="thanks" role="status">Thank you. Order <span class="number">${order}</span> is complete.</p>`}
<p class="owned large">${tick}On your shelf, ${name}</p>
${
  first
    ? html`<a class="primary" href="${lessonUrl(visit, course, first.videoId)}">${play}Start the first lesson</a>`
    : html`<p class="detail">The first lesson is on its way.</p>`
}
<p class="detail">Yours to watch as often as you like, with every lesson added later.</p>`
}
