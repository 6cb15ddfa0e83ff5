import { html } from './html.ts'

/** A plumb line: what stands upright is measured by what hangs freely. */
export const mark = html`<svg class="mark" viewBox="0 0 24 32" width="24" height="32" aria-hidden="true"><path class="line" d="M12 1v17"/><path class="line" d="M6 1h12"/><path class="bob" d="M12 17.5 17 22l-5 9-5-9z"/></svg>`

export const tick = html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m3 8.5 3.4 3.4L13 4.8"/></svg>`

export const chevron = html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="m4 6.2 4 4 4-4"/></svg>`

export const play = html`<svg class="icon solid" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M5 3.2v9.6L12.8 8z"/></svg>`
