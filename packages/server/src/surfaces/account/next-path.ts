const longest = 4000

/** A path of ours to go on to, or undefined for anything a browser could take for somewhere else. */
export function nextPath(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > longest) return undefined
  // One slash, then no second one and no backslash anywhere; in ASCII, without spaces or control characters.
  return /^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(text) ? text : undefined
}
