import type { IncomingMessage } from 'node:http'
import type { Seal } from './seal.ts'
import type { Visitor } from './visitor.ts'

const cookieName = 'plumbline'
const keptSeconds = 180 * 24 * 60 * 60

interface Kept {
  /** Seconds since 1970. */
  until: number
  visitor: Visitor
}

/** Who the request's cookie says it is; nothing where there is none, or it is too old or not ours. */
export function readVisitor(seal: Seal, request: IncomingMessage, now = Date.now()): Visitor | undefined {
  const text = seal.open('visitor', cookieOf(request) ?? '')
  if (text === undefined) return undefined
  const { until, visitor } = JSON.parse(text) as Kept
  return until * 1000 > now ? visitor : undefined
}

/** The value of a `Set-Cookie` header that keeps the visitor for half a year. */
export function visitorCookie(seal: Seal, visitor: Visitor, path: string, isSecure: boolean, now = Date.now()): string {
  const kept: Kept = { until: Math.floor(now / 1000) + keptSeconds, visitor }
  const value = seal.sign('visitor', JSON.stringify(kept))
  const attributes = `Path=${path}/; Max-Age=${keptSeconds}; HttpOnly; SameSite=Lax`
  return `${cookieName}=${value}; ${attributes}${isSecure ? '; Secure' : ''}`
}

function cookieOf(request: IncomingMessage): string | undefined {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=')
    if (name === cookieName) return value
  }
  return undefined
}
