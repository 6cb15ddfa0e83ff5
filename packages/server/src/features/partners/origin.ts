const maxLength = 200

/** An origin as it is stored and sent (`https://shop.example`, punycode, no path), or what is wrong with it. */
export function parseOrigin(
  text: string,
  { allowHttp }: { allowHttp: boolean },
): { origin: string } | { problem: string } {
  if (text.length > maxLength) return { problem: `is longer than ${maxLength} characters` }
  if (/[\s\p{Cc},;*'"]/u.test(text)) return { problem: 'must be one origin, without wildcards, spaces or separators' }
  if (/:0+$/.test(text) || !URL.canParse(text)) return { problem: 'must look like https://shop.example' }
  const url = new URL(text)
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (allowHttp || isLocal)))
    return { problem: 'must begin with https://' }
  if (url.username !== '' || url.password !== '') return { problem: 'must not name a user' }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || text.endsWith('/')) {
    return { problem: 'must have no path and no trailing slash' }
  }
  return isSendable(url.origin) ? { origin: url.origin } : { problem: 'must be a plain host name' }
}

/** Whether an origin may stand in a `frame-ancestors` list. Checked again each time one is sent: a single
 * character beyond ASCII makes browsers drop the directive, and then anyone may frame the page. */
export function isSendable(origin: string): boolean {
  return /^https?:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,4})?$/.test(origin)
}
