import type { Outcome } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { addCustomer, switchCustomer } from '../visitor.ts'

/** Becomes another of the visitor's demo customers, and returns to the page it came from. */
export function changeCustomer(visit: Visit): Outcome {
  const chosen = visit.form.get('customer') ?? ''
  visit.visitor = chosen === 'new' ? addCustomer(visit.visitor) : switchCustomer(visit.visitor, chosen)
  return { redirect: ownPath(visit) }
}

function ownPath({ basePath, form }: Visit): string {
  const home = `${basePath}/`
  const back = form.get('back') ?? ''
  // "//elsewhere.example" begins with a slash too, and leads away.
  return back.startsWith(home) && !back.startsWith('//') && /^[\x21-\x7e]+$/.test(back) ? back : home
}
