import type { Call } from './platform-client.ts'

const callsKept = 6
const visitorsKept = 500
const secretFields = new Set(['clientSecret', 'token', 'userAccessKey', 'tokenAuthVideo'])

/** The last calls made for each visitor, to be shown to that visitor; and the last login, which was made for all. */
export interface CallLog {
  add(visitorId: string, call: Call): void
  of(visitorId: string): Call[]
}

export function createCallLog(): CallLog {
  const callsByVisitor = new Map<string, Call[]>()
  let lastLogin: Call | undefined

  return {
    add(visitorId, call) {
      const masked = { ...call, request: mask(call.request) as object, answer: mask(call.answer) }
      if (call.method.endsWith('_login')) {
        lastLogin = masked
        return
      }
      const calls = [...(callsByVisitor.get(visitorId) ?? []), masked].slice(-callsKept)
      callsByVisitor.delete(visitorId)
      callsByVisitor.set(visitorId, calls)
      const oldest = callsByVisitor.keys().next()
      if (callsByVisitor.size > visitorsKept && !oldest.done) callsByVisitor.delete(oldest.value)
    },
    of: (visitorId) => [...(lastLogin ? [lastLogin] : []), ...(callsByVisitor.get(visitorId) ?? [])],
  }
}

/** The same value with every secret cut to its first letters, and the catalog to what it is a list of. */
function mask(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, maskField(field, inner)]))
}

function maskField(field: string, value: unknown): unknown {
  if (field === 'clientSecret') return '••••••'
  if (secretFields.has(field) && typeof value === 'string') return `${value.slice(0, 4)}…`
  if (field === 'catalog' && Array.isArray(value)) return `${value.length} channels`
  return mask(value)
}
