import type { Call } from '../platform-client.ts'
import { countOf } from './format.ts'
import { type Html, html } from './html.ts'
import { chevron } from './icons.ts'

const purposes: Record<string, string> = {
  contentLicensing_login: 'Proves who the shop is; the token is kept for all that follows',
  contentLicensing_catalog: 'Asks what may be sold, and at which price',
  contentLicensing_contentAccessAuthorization: 'Tells of a sale, and gets the customer’s key',
  contentLicensing_videoAccess: 'Gets a ticket for one customer and one lesson',
}

/** What this shop's back end said to the platform, for whoever wants to build the same. */
export function backstage(calls: readonly Call[]): Html {
  return html`<details class="backstage">
  <summary><span>Behind the scenes</span> <span class="detail">${countOf(calls.length, 'call')} to the platform</span>${chevron}</summary>
  <p>The last calls this shop’s server made, oldest first. Browser pages never see the secret; here it and the keys are masked. Open a call to see what was asked and answered.</p>
  <ol>${calls.map(callLine)}</ol>
</details>`
}

function callLine({ method, status, milliseconds, request, answer }: Call): Html {
  const isGood = status >= 200 && status < 300
  return html`<li>
    <details><summary class="call"><code>${method.split('_').map((word, index) => [index > 0 && html`_<wbr>`, word])}</code><span class="status${!isGood && ' bad'}">${status === 0 ? 'no answer' : status}</span><span class="ms">${milliseconds} ms</span>${chevron}<span class="detail">${purposes[method]}</span></summary>
    <pre tabindex="0" role="region" aria-label="Request and answer of ${method}">${JSON.stringify(request, undefined, 2)}

${answer === undefined ? 'No answer came.' : JSON.stringify(answer, undefined, 2)}</pre></details>
  </li>`
}
