import { parse } from 'secure-json-parse'
import { AppError, invalidField } from '../errors.ts'

const maxDepth = 32
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The JSON value these bytes hold; refuses whatever another parser or the database might read differently. */
export function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes)
  if (isTooDeep(text)) throw invalidField('', `must not nest deeper than ${maxDepth} levels`)
  let value: unknown
  try {
    value = parse(text, { protoAction: 'error', constructorAction: 'error' })
  } catch {
    throw invalidField('', 'must be JSON')
  }
  requireCleanText(value, '')
  return value
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new AppError('InvalidInput', { fields: [{ field: '', problem: 'must be UTF-8' }], cause })
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 0x5c) i++
      else if (c === 0x22) inString = false
    } else if (c === 0x22) inString = true
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > maxDepth) return true
    } else if (c === 0x7d || c === 0x5d) depth--
  }
  return false
}

function requireCleanText(value: unknown, field: string): void {
  if (typeof value === 'string') return requireCleanString(value, field)
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const path = field === '' ? key : `${field}.${key}`
    requireCleanString(key, field)
    requireCleanText(inner, path)
  }
}

function requireCleanString(text: string, field: string): void {
  // PostgreSQL keeps neither, and two different ids must never become one by repair.
  if (text.includes('\0')) throw invalidField(field, 'must not contain NUL')
  if (!text.isWellFormed()) throw invalidField(field, 'must be well-formed Unicode')
}
