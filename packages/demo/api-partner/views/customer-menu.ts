import type { Visit } from '../visit.ts'
import { currentCustomer } from '../visitor.ts'
import { type Html, html } from './html.ts'
import { chevron, tick } from './icons.ts'

/** Says who the visitor is, and lets them be somebody else: rights belong to the customer. */
export function customerMenu({ basePath, visitor, formToken, here }: Visit): Html {
  const current = currentCustomer(visitor)
  return html`<details class="who">
  <summary><span><span class="aside">You are </span><strong>${current.name}</strong></span>${chevron}</summary>
  <form method="post" action="${basePath}/customer">
    <input type="hidden" name="token" value="${formToken}">
    <input type="hidden" name="back" value="${here}">
    <p>What is bought belongs to the customer. Be somebody else, and the shelf changes.</p>
    ${visitor.customers.map(
      ({
        id,
        name,
        owned,
      }) => html`<button name="customer" value="${id}"${id === current.id && html` aria-current="true"`}>
      <span class="name">${name}${id === current.id && tick}</span>
      <span class="detail">${id}${owned.length > 0 && ` · owns ${owned.length}`}</span>
    </button>`,
    )}
    <button name="customer" value="new" class="add"><span class="name">Be a new customer</span></button>
  </form>
</details>`
}
