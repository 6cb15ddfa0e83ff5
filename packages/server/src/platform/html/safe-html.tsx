import type { JSX } from 'preact'
import type { SafeHtml } from './sanitise.ts'

/** Sanitised HTML in an element of its own. */
export function SanitisedHtml(props: { html: SafeHtml; class?: string; lang?: string }): JSX.Element {
  const { html, ...attributes } = props
  return <div {...attributes} dangerouslySetInnerHTML={{ __html: html }} />
}

/** A stylesheet of our own within the page, admitted by the hash that its policy names. */
export function InlineStyles({ css }: { css: string }): JSX.Element {
  return <style dangerouslySetInnerHTML={{ __html: css }} />
}

/** A value as a JSON data block that a script on the page reads; no value can end the block or the page. */
export function JsonData(props: { value: unknown; [attribute: `data-${string}`]: unknown }): JSX.Element {
  const { value, ...attributes } = props
  return <script type="application/json" {...attributes} dangerouslySetInnerHTML={{ __html: scriptSafeJson(value) }} />
}

function scriptSafeJson(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped)
}
