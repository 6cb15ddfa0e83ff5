/** Whether a text from an address may be an id at all: the database would choke on a NUL, say. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{24}$/.test(text)
}
