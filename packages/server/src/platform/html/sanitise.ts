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
