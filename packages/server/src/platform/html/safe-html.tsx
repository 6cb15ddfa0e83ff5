import type { JSX } from 'preact'
import sanitiseHtml from 'sanitize-html'

declare const sanitised: unique symbol

/** HTML that holds nothing but the few elements we allow; only `sanitise` makes it. */
export type SafeHtml = string & { readonly [sanitised]: true }

/** The author's HTML reduced to plain text structure; scripts, styles, classes and foreign schemes are gone. */
export function sanitise(html: string): SafeHtml {
  return sanitiseHtml(html, {
    allowedTags: ['p', 'br', 'ul', 'ol', 'li', 'em', 'strong', 'b', 'i', 'a', 'h3', 'h4', 'blockquote'],
    allowedAttributes: { a: ['href', 'rel'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    transformTags: { a: sanitiseHtml.simpleTransform('a', { rel: 'noopener nofollow' }) },
  }) as SafeHtml
}

/** Sanitised HTML in an element of its own. */
export function SanitisedHtml(props: { html: SafeHtml; class?: string; lang?: string }): JSX.Element {
  const { html, ...attributes } = props
  return <div {...attributes} dangerouslySetInnerHTML={{ __html: html }} />
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
