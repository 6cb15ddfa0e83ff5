import type { Channel } from '../catalog.ts'
import type { PlatformError } from '../platform-client.ts'
import type { Page } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { confirmForm, type Order } from './checkout.ts'
import { courseUrl, ownWords } from './course-parts.ts'
import { money } from './format.ts'
import { type Html, html } from './html.ts'

export function notFoundPage(visit: Visit): Page {
  return notice('Nothing stands here', html`<p>The page you asked for is not in this shop.</p>${toCourses(visit)}`)
}

export function noCoursePage(visit: Visit): Page {
  return notice(
    'This course is not on sale here',
    html`<p>It may have moved, or left the catalog.</p>${toCourses(visit)}`,
  )
}

export function platformDownPage({ here, basePath, form }: Visit, { status }: PlatformError): Page {
  // What was posted cannot be asked for again by a link.
  const again = [...form.keys()].length > 0 ? `${basePath}/` : here
  const why =
    status === 401 || status === 403
      ? html`<p>The platform does not recognise this shop. Whoever runs it has been careless with its client id and secret.</p>`
      : html`<p>The courses live with the platform, and the platform is not answering just now. What you own stays yours.</p>`
  return notice('Back in a moment', html`${why}<p><a class="primary" href="${again}">Try again</a></p>`)
}

export function somethingBrokePage(visit: Visit): Page {
  return notice('Something broke on our side', html`<p>It is not your doing.</p>${toCourses(visit)}`)
}

export function staleFormPage({ basePath }: Visit): Page {
  return notice(
    'This page had waited too long',
    html`<p>Nothing was bought or changed. Open the course again and repeat what you were about to do.</p>
<p><a class="primary" href="${basePath}/">See the courses</a></p>`,
  )
}

export function unclearOrderPage(visit: Visit, order: Order): Page {
  const { course, number } = order
  return notice(
    'Your order is waiting',
    html`<p>The platform has not confirmed order ${number} yet. Sending it again is safe: it stays one order of ${money(course.price, course.currency)}.</p>
${confirmForm(visit, order, 'Send the order again')}
<p><a href="${courseUrl(visit, course)}">Back to the course</a></p>`,
  )
}

export function accessEndedPage(visit: Visit, course: Channel): Page {
  return notice(
    'Your access to this course has ended',
    html`<p class="subtitle" ${ownWords(course)}>${course.title}</p>
<p>The platform no longer opens it for you, after a refund for instance.</p>
<p><a class="primary" href="${courseUrl(visit, course)}">See the course</a></p>`,
  )
}

function notice(title: string, body: Html): Page {
  return { title, body: html`<section class="notice"><h1>${title}</h1>${body}</section>` }
}

function toCourses({ basePath }: Visit): Html {
  return html`<p><a class="primary" href="${basePath}/">See the courses</a></p>`
}
