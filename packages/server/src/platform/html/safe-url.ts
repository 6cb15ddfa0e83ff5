// Browsers drop tabs and newlines inside a URL, so "java\nscript:" would run.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const ignored = /[\u0000-\u0020\u007f]/g

/** The URL if it is relative or http(s), otherwise `#`: what may stand in href, src and action. */
export function safeUrl(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url.replace(ignored, ''))?.[1]?.toLowerCase()
  return scheme === undefined || scheme === 'http' || scheme === 'https' ? url : '#'
}
