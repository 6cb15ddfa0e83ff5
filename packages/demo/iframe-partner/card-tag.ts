import { type Html, html } from '../api-partner/views/html.ts'

interface Card {
  platformUrl: string
  clientId: string
  productId: string
  partnerUserId: string
  language: string
  theme: string
  /** What a screen reader says before entering the frame. */
  title: string
}

/** The one tag that a partner puts on its page. */
export function cardTag(card: Card): Html {
  const query = new URLSearchParams({
    clientId: card.clientId,
    productId: card.productId,
    partnerUserId: card.partnerUserId,
    lang: card.language,
    theme: card.theme,
  })
  const address = `${card.platformUrl}/embed/content-licensing?${query}`
  // With the whole address of this page, the reader comes back to it after paying, not to the front page.
  return html`<iframe class="course-card" src="${address}" title="${card.title}" referrerpolicy="no-referrer-when-downgrade"></iframe>`
}

/** The optional script: it works on tags that are there already. */
export function cardScript(platformUrl: string): Html {
  return html`<script src="${platformUrl}/embed/card.js" async></script>`
}
