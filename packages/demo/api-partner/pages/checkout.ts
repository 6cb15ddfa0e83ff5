import { randomBytes } from 'node:crypto'
import type { Channel } from '../catalog.ts'
import { PlatformError } from '../platform-client.ts'
import type { Outcome } from '../reply.ts'
import { checkoutPage } from '../views/checkout.ts'
import { noCoursePage, unclearOrderPage } from '../views/notices.ts'
import type { Visit } from '../visit.ts'
import { currentCustomer, rememberOwned } from '../visitor.ts'
import { findCourse } from './find-course.ts'

/** Opens an order with a number of its own: whatever happens to it, it is one sale. */
export function openOrder(visit: Visit, { channelId = '' }: Record<string, string>): Outcome {
  if (currentCustomer(visit.visitor).owned.includes(channelId)) return { redirect: courseUrl(visit, channelId) }
  const number = `PL-${randomBytes(5).toString('hex').toUpperCase()}`
  const order = visit.seal.sign(purposeOf(visit, channelId), number)
  return { redirect: checkoutUrl(visit, channelId, order) }
}

export async function showCheckout(visit: Visit, { channelId = '' }: Record<string, string>): Promise<Outcome> {
  const order = visit.query.get('order') ?? ''
  const number = visit.seal.open(purposeOf(visit, channelId), order)
  if (number === undefined) return { redirect: courseUrl(visit, channelId) }
  const course = await findCourse(visit, channelId)
  if (!course) return { status: 404, page: noCoursePage(visit) }
  return { status: 200, page: checkoutPage(visit, { course, order, number }) }
}

/** Where a real shop has been paid: tells the platform, and then the course is the customer's. */
export async function confirmOrder(visit: Visit, { channelId = '' }: Record<string, string>): Promise<Outcome> {
  const order = visit.form.get('order') ?? ''
  const number = visit.seal.open(purposeOf(visit, channelId), order)
  if (number === undefined) return { redirect: courseUrl(visit, channelId) }
  // Nothing has been sold yet, so the order can simply be shown again.
  const course = await findCourse(visit, channelId).catch(() => 'unknown' as const)
  if (course === 'unknown') return { redirect: checkoutUrl(visit, channelId, order) }
  if (!course) return { status: 404, page: noCoursePage(visit) }
  try {
    const userAccessKey = await authorize(visit, course, number)
    visit.visitor = rememberOwned(visit.visitor, channelId, userAccessKey)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    if (error.code === 'ProductNotInCatalog') return { status: 404, page: noCoursePage(visit) }
    return { status: 503, page: unclearOrderPage(visit, { course, order, number }) }
  }
  return { redirect: `${courseUrl(visit, channelId)}?bought=${number}` }
}

function authorize({ platform, visitor }: Visit, course: Channel, orderNumber: string): Promise<string> {
  const { id, name } = currentCustomer(visitor)
  const products = [{ productId: course.idChannel, price: course.price }]
  return platform.contentAccessAuthorization({ userId: id, products, name }, orderNumber)
}

/** An order is good for one course and one customer. */
function purposeOf({ visitor }: Visit, channelId: string): string {
  return `order ${channelId} ${currentCustomer(visitor).id}`
}

function courseUrl({ basePath }: Visit, channelId: string): string {
  return `${basePath}/courses/${channelId}`
}

function checkoutUrl(visit: Visit, channelId: string, order: string): string {
  return `${courseUrl(visit, channelId)}/checkout?order=${order}`
}
