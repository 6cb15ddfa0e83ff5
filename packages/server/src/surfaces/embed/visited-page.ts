const maxLength = 500

/** The page of the partner's that an answer stands on, as far as the browser says; undefined where it is none of theirs. */
export function visitedPage(referrer: string | undefined, origins: readonly string[]): URL | undefined {
  if (referrer === undefined || referrer.length > maxLength || !URL.canParse(referrer)) return undefined
  const url = new URL(referrer)
  url.hash = ''
  url.username = ''
  url.password = ''
  return origins.includes(url.origin) ? url : undefined
}
