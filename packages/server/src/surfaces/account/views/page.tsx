import type { ComponentChildren } from 'preact'
import { pageStyles } from '../../../platform/html/index.ts'
import { framedPage } from '../../../platform/pages/index.ts'
import type { Stage } from './speak.ts'

export const accountStyles = pageStyles(new URL('./account.css', import.meta.url))

/** A page of one narrow column: one question, one answer. */
export function entryPage(stage: Stage, title: string, body: ComponentChildren): string {
  return accountPage(
    stage,
    title,
    <div class="entry">
      <h1>{title}</h1>
      {body}
    </div>,
  )
}

export function accountPage({ site, locale, url, visitor }: Stage, title: string, body: ComponentChildren): string {
  return framedPage({ site, locale, url, title, visitor, stylesheets: [accountStyles.url], body })
}
