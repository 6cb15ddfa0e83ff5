import { type Html, html } from '../../api-partner/views/html.ts'
import { nameplate } from '../art/nameplate.ts'
import { words } from '../words/index.ts'
import { frame, type PageProps } from './frame.ts'

/** The page for an address that leads nowhere. */
export function lostPage(props: PageProps): Html {
  const t = words[props.reader.language]
  const body = html`<main id="stories" class="lost">
  ${nameplate}
  <h1>${t.lost}</h1>
  <p><a href="${props.options.basePath}/">${t.home}</a></p>
</main>`
  return frame(props, { title: `${t.lost} · Sinew`, body })
}
