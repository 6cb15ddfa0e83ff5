import type { Channel } from '../catalog.ts'
import type { Page } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { currentCustomer } from '../visitor.ts'
import { courseUrl, extent, ownWords } from './course-parts.ts'
import { money } from './format.ts'
import { type Html, html } from './html.ts'

export interface Order {
  course: Channel
  number: string
  /** The number, signed for this customer and course. */
  order: string
}

export function checkoutPage(visit: Visit, order: Order): Page {
  const { course, number } = order
  const { name, id } = currentCustomer(visit.visitor)
  return {
    title: 'Your order',
    body: html`<section class="checkout">
  <h1>Your order</h1>
  <div class="line">
    <img class="cover" src="${course.cover}" alt="" width="320" height="180">
    <div>
      <h2 ${ownWords(course)}>${course.title}</h2>
      <p class="detail">${extent(course)}</p>
    </div>
  </div>
  <dl>
    <div><dt>For</dt><dd>${name} <span class="detail">${id}</span></dd></div>
    <div><dt>Order</dt><dd>${number}</dd></div>
    <div><dt>Payment</dt><dd>None in a demonstration</dd></div>
    <div class="total"><dt>Total</dt><dd>${money(course.price, course.currency)}</dd></div>
  </dl>
  ${confirmForm(visit, order, 'Complete the order')}
  <p class="detail">Plumbline bills its own customers; here it would be paid. Then it tells the platform, once, and the course is yours.</p>
  <p><a href="${courseUrl(visit, course)}">Back to the course</a></p>
</section>`,
  }
}

/** Sends the order; sent twice, it stays one. */
export function confirmForm(visit: Visit, { course, order }: Order, label: string): Html {
  return html`<form method="post" action="${courseUrl(visit, course)}/checkout">
    <input type="hidden" name="token" value="${visit.formToken}">
    <input type="hidden" name="order" value="${order}">
    <button class="primary">${label}</button>
  </form>`
}
