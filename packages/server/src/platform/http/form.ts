import { invalidField } from '../errors.ts'

const maxFields = 60
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The fields of a posted form; refuses what is sent twice or cannot be kept as it was sent. */
export function parseForm(bytes: Buffer): Record<string, string> {
  const fields = new Map<string, string>()
  const pairs = decode(bytes, '')
    .split('&')
    .filter((pair) => pair !== '')
  if (pairs.length > maxFields) throw invalidField('', `must have at most ${maxFields} fields`)
  for (const pair of pairs) {
    const cut = pair.indexOf('=')
    const name = unquote(cut < 0 ? pair : pair.slice(0, cut), '')
    const value = cut < 0 ? '' : unquote(pair.slice(cut + 1), name)
    if (fields.has(name)) throw invalidField(name, 'must be sent once')
    if (value.includes('\0')) throw invalidField(name, 'must not contain NUL')
    fields.set(name, value)
  }
  return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(fields))
}

function unquote(text: string, name: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw invalidField(name, 'must be UTF-8')
  }
}

function decode(bytes: Buffer, name: string): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw invalidField(name, 'must be UTF-8')
  }
}
