import { showCatalog } from './pages/catalog.ts'
import { confirmOrder, openOrder, showCheckout } from './pages/checkout.ts'
import { showCourse } from './pages/course.ts'
import { changeCustomer } from './pages/customer.ts'
import { showLesson } from './pages/lesson.ts'
import type { Outcome } from './reply.ts'
import type { Visit } from './visit.ts'

export interface Route {
  method: 'GET' | 'POST'
  path: RegExp
  handle: (visit: Visit, params: Record<string, string>) => Outcome | Promise<Outcome>
}

const course = '/courses/(?<channelId>[0-9a-f]{24})'

export const routes: readonly Route[] = [
  { method: 'GET', path: /^\/$/, handle: showCatalog },
  { method: 'GET', path: new RegExp(`^${course}$`), handle: showCourse },
  { method: 'POST', path: new RegExp(`^${course}/buy$`), handle: openOrder },
  { method: 'GET', path: new RegExp(`^${course}/checkout$`), handle: showCheckout },
  { method: 'POST', path: new RegExp(`^${course}/checkout$`), handle: confirmOrder },
  { method: 'GET', path: new RegExp(`^${course}/lessons/(?<videoId>[0-9a-f]{24})$`), handle: showLesson },
  { method: 'POST', path: /^\/customer$/, handle: changeCustomer },
]
